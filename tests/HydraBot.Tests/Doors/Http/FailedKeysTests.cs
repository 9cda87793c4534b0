using System.Net;
using HydraBot.Doors.Http.Keys;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class FailedKeysTests
{
    private static readonly IPAddress Somewhere = IPAddress.Parse("192.0.2.7");

    private readonly FakeTimeProvider _time = new();
    private readonly DeniedKeys _denied = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_wrong_key_of_an_address_waits_longer_up_to_a_bound()
    {
        var failures = new FailedKeys(_denied, _time);
        var waits = new List<double>();
        for (var attempt = 0; attempt < 9; attempt++)
            waits.Add(await MeasureAsync(failures, Somewhere));
        Assert.Equal([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000], waits);
    }

    [Fact]
    public async Task Another_address_is_not_slowed_by_it()
    {
        var failures = new FailedKeys(_denied, _time);
        for (var attempt = 0; attempt < 5; attempt++)
            await MeasureAsync(failures, Somewhere);
        Assert.Equal(100, await MeasureAsync(failures, IPAddress.Parse("192.0.2.8")));
    }

    [Fact]
    public async Task The_whole_network_of_an_ipv6_host_counts_as_one()
    {
        var failures = new FailedKeys(_denied, _time);
        Assert.Equal(100, await MeasureAsync(failures, IPAddress.Parse("2001:db8::1")));
        Assert.Equal(200, await MeasureAsync(failures, IPAddress.Parse("2001:db8::ffff")));
        Assert.Equal(100, await MeasureAsync(failures, IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public async Task Ten_quiet_minutes_are_forgiven()
    {
        var failures = new FailedKeys(_denied, _time);
        for (var attempt = 0; attempt < 5; attempt++)
            await MeasureAsync(failures, Somewhere);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(100, await MeasureAsync(failures, Somewhere));
    }

    [Fact]
    public async Task When_too_many_wait_the_next_are_sent_away_at_once()
    {
        var failures = new FailedKeys(_denied, _time);
        var waiting = Enumerable.Range(0, 64).Select(_ => failures.SlowDownAsync(Somewhere, "c", Stop)).ToArray();
        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(5), await failures.SlowDownAsync(Somewhere, "c", Stop));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(await Task.WhenAll(waiting), Assert.Null);
    }

    [Fact]
    public async Task Many_wrong_keys_become_one_entry_at_once_and_one_a_minute()
    {
        var law = ConstitutionReader.Read("{ version: t, articles: [] }");
        var audit = new HydraBot.Testing.Road.AuditOnly();
        using var report = new DeniedKeysReport(_denied, audit, new AuditScribe(law, new SecretMask([]), _time), _time, NullLogger<DeniedKeysReport>.Instance);
        await report.StartAsync(Stop);

        _denied.Note(Somewhere, "first");
        await audit.LengthAsync(1, Stop);
        for (var attempt = 0; attempt < 5000; attempt++)
            _denied.Note(Somewhere, "later");
        Assert.Single(audit.Drafts);
        while (audit.Drafts.Count < 2)
        {
            // The report may not have begun to wait when the minute passes, so minutes pass until it has.
            Stop.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.All(audit.Drafts, draft => Assert.Equal(AuditKind.Denied, draft.Kind));
        Assert.Equal("1 request with a wrong key from 192.0.2.7 (1).", audit.Drafts[0].Reasons.Single());
        Assert.Equal("5000 requests with a wrong key from 192.0.2.7 (1000).", audit.Drafts[1].Reasons.Single());
        await report.StopAsync(Stop);
    }

    [Fact]
    public async Task What_is_not_yet_told_is_told_when_the_house_stops()
    {
        var law = ConstitutionReader.Read("{ version: t, articles: [] }");
        var audit = new HydraBot.Testing.Road.AuditOnly();
        using var report = new DeniedKeysReport(_denied, audit, new AuditScribe(law, new SecretMask([]), _time), _time, NullLogger<DeniedKeysReport>.Instance);
        await report.StartAsync(Stop);
        _denied.Note(Somewhere, "first");
        await audit.LengthAsync(1, Stop);
        _denied.Note(Somewhere, "second");
        await report.StopAsync(Stop);
        Assert.Equal("second", audit.Drafts[1].CorrelationId);
    }

    private async Task<double> MeasureAsync(FailedKeys failures, IPAddress address)
    {
        var began = _time.GetUtcNow();
        var wait = failures.SlowDownAsync(address, "c", Stop);
        while (!wait.IsCompleted)
        {
            Stop.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Null(await wait);
        return (_time.GetUtcNow() - began).TotalMilliseconds;
    }
}
