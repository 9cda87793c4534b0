using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Testing;
using HydraBot.Tests.Inference.Gateway.Soak;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>
/// Three servers that do everything wrong that a server can, and two dozen programs that ask at once. Twenty seconds here; <c>HYDRA_SOAK=3600</c> makes it an hour.
/// </summary>
[Collection(Alone)]
public sealed partial class GatewaySoakTests
{
    private const string Alone = "Measures the memory of the whole process";
    private const int Usual = 20;
    private const int Clients = 24;

    /// <summary>What was seen is a few megabytes more or less; a leak of one long line in three would be a gigabyte.</summary>
    private const long HeapMargin = 96_000_000;

    /// <summary>Kept connections: at most two for each program's request and its second question.</summary>
    private const int HandleMargin = 300;

    private static readonly string[] Kinds =
        ["unreachable", "cut", "silent", "stalled", "rate_limited", "denied", "server_error", "garbage", "too_long", "said_error", "empty"];

    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("HYDRA_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Usual;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_all_backends_do_at_once_each_request_ends_whole_or_with_a_clear_error_and_nothing_is_left_behind()
    {
        var unobserved = new ConcurrentQueue<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> observe = (_, e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += observe;
        await using var house = await GatewayHouse.OpenAsync(
            3, "--Inference:StallTimeout=00:00:02", "--Inference:Breaker:Pause=00:00:00.1", "--Inference:Breaker:MaxPause=00:00:00.5", "--Inference:Hedge:Least=00:00:00.1",
            "--Inference:MaxAnswerMb=8", "--Inference:Endpoints:1:Concurrent=12", "--Inference:Queue:Patience=00:00:05");
        FaultyBackend[] backends = [.. house.Servers.Select((server, index) => new FaultyBackend(server, index))];
        var tally = new SoakTally();
        using var http = house.Door.Client();

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        over.CancelAfter(TimeSpan.FromSeconds(Seconds));
        var closing = CloseInTurnAsync(backends, over.Token);
        var asking = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => new SoakClient(http, number, 100 + number, tally).AskUntilAsync(over.Token, Stop)));
        // How much is held after a third, against the end, is what is measured.
        await Task.WhenAny(asking, Task.Delay(TimeSpan.FromSeconds(Seconds / 3.0), TimeProvider.System, Stop));
        var early = Footprint.Now();
        await Task.WhenAll(asking, closing);

        await Task.WhenAll(backends.Select(backend => backend.Idle)).WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await house.NothingRunsAsync();
        var late = Footprint.Now();
        var counted = await CountedAsync(house);
        TaskScheduler.UnobservedTaskException -= observe;
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{Seconds} s, {tally}. Held after a third: {early}; at the end: {late}.");
        output.WriteLine($"Done: {string.Join(", ", backends.SelectMany(backend => backend.Done).GroupBy(done => done.Key, done => done.Value).OrderBy(done => done.Key).Select(done => $"{done.Key} {done.Sum()}"))}.");
        output.WriteLine($"Counted: {string.Join(", ", counted.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))}.");

        Assert.Empty(unobserved);
        Assert.All(Kinds, kind => Assert.True(counted.Keys.Any(key => key.EndsWith($"/{kind}", StringComparison.Ordinal)), $"'{kind}' was never counted."));
        Assert.All((string[])["attic", "cellar", "garage"], name => Assert.All((string[])["utf8", "usage"], what => Assert.True(counted.GetValueOrDefault($"{name}/{what}") > 0, $"'{what}' of {name} was never counted.")));
        Assert.True(tally.Of(SoakTally.Whole) > tally.Requests / 2, "Most requests are answered, since mostly somebody can.");
        Assert.InRange(late.HeapBytes, 0, early.HeapBytes + HeapMargin);
        Assert.InRange(late.Handles, 0, early.Handles + HandleMargin);
    }

    private static async Task CloseInTurnAsync(FaultyBackend[] backends, CancellationToken over)
    {
        for (var turn = 0; !over.IsCancellationRequested; turn++)
        {
            // How often and how long a server is away is the test's subject.
            await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await backends[turn % backends.Length].RestAsync(TimeSpan.FromSeconds(0.5), over);
        }
    }

    /// <summary>What <c>/metrics</c> says each endpoint did wrong, as <c>endpoint/kind</c>.</summary>
    private static async Task<Dictionary<string, int>> CountedAsync(GatewayHouse house) => Counters()
        .Matches((await house.Door.GetAsync("/metrics")).Text)
        .GroupBy(match => $"{match.Groups["endpoint"].Value}/{match.Groups["kind"].Value}", match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))
        .ToDictionary(group => group.Key, group => group.Sum());

    [GeneratedRegex("""^hydrabot_inference_(faults|odd)[^\n]*endpoint="(?<endpoint>\w+)"[^\n]*(kind|what)="(?<kind>\w+)"[^\n]*\} (?<count>\d+)""", RegexOptions.Multiline)]
    private static partial Regex Counters();

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class ByItself;
}
