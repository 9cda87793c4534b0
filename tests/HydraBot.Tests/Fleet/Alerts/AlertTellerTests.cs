using System.Collections.Concurrent;
using System.Text.Json;
using HydraBot.Fleet.Alerts;
using HydraBot.Governance.Operations;
using HydraBot.Tests.Backups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Fleet.Alerts;

/// <summary>When people are told of an alert, how loudly, and when not.</summary>
public sealed class AlertTellerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_critical_is_brought_up_again_ever_later_until_somebody_takes_it()
    {
        await using var house = await AlertHouse.StartAsync();
        await house.RaiseAsync("web", AlertSeverity.Critical, Token);
        var raised = house.Time.GetUtcNow();
        Assert.True((await house.UntilAsync(Says("web"), TimeSpan.Zero, Token)).Notice.Again);

        var (first, firstAt) = await house.UntilAsync(IsEscalation, Minute, Token);
        Assert.True(first.Again);
        Assert.Equal("Nobody has taken this yet: web is down", first.Card.Spoken);
        Assert.True(firstAt - raised >= Minute * 15, $"{firstAt - raised}");
        var (_, secondAt) = await house.UntilAsync(IsEscalation, Minute, Token);
        Assert.True(secondAt - firstAt >= Minute * 30, $"{secondAt - firstAt}");

        await house.Road.DoneAsync("alert.acknowledge", """{"alert": "1"}""", AccessLevel.Operator, "Ada");
        Assert.False((await house.UntilAsync(notice => notice.Card.Text!.Contains("Ada has it", StringComparison.Ordinal), TimeSpan.Zero, Token)).Notice.Again);
        house.Time.Advance(TimeSpan.FromHours(10));
        await house.RaiseAsync("db", AlertSeverity.Warning, Token);
        var (next, _) = await house.UntilAsync(notice => IsEscalation(notice) || Says("db")(notice), Minute, Token);
        Assert.False(IsEscalation(next));
    }

    [Fact]
    public async Task In_the_quiet_hours_only_what_is_critical_is_told_and_the_rest_in_the_morning()
    {
        await using var house = await AlertHouse.StartAsync(("Fleet:Alerts:QuietHours:From", "10:00:00"), ("Fleet:Alerts:QuietHours:To", "14:00:00"), ("Fleet:Alerts:QuietHours:TimeZone", "UTC"));
        await house.RaiseAsync("small", AlertSeverity.Warning, Token);
        await house.RaiseAsync("large", AlertSeverity.Critical, Token);

        Assert.Equal("large is down", (await house.UntilAsync(_ => true, TimeSpan.Zero, Token)).Notice.Card.Title);
        var (_, at) = await house.UntilAsync(Says("small"), Minute * 5, Token);
        Assert.True(at >= new DateTimeOffset(2026, 11, 29, 14, 0, 0, TimeSpan.Zero), $"{at}");
    }

    [Fact]
    public async Task What_is_silenced_is_stored_and_told_when_the_silence_is_over_or_ended()
    {
        await using var house = await AlertHouse.StartAsync();
        await house.Road.DoneAsync("alert.silence", """{"pattern": "web*", "length": "2h", "reason": "new disk"}""", AccessLevel.Operator, "Ada");
        await house.Road.DoneAsync("alert.silence", """{"pattern": "mail", "length": "1d"}""", AccessLevel.Operator, "Ada");
        var began = house.Time.GetUtcNow();
        await house.RaiseAsync("web", AlertSeverity.Critical, Token);
        await house.RaiseAsync("mail", AlertSeverity.Critical, Token);
        await house.RaiseAsync("db", AlertSeverity.Warning, Token);

        Assert.Equal("db is down", (await house.UntilAsync(_ => true, TimeSpan.Zero, Token)).Notice.Card.Title);
        var (card, value) = await house.Road.DoneAsync("alert.list", access: AccessLevel.Viewer);
        Assert.Equal(3, value.GetProperty("alerts").GetArrayLength());
        Assert.Contains("by Ada: new disk", Assert.Single(card.Fields).Value, StringComparison.Ordinal);
        var (_, at) = await house.UntilAsync(Says("web"), Minute * 5, Token);
        Assert.True(at - began >= TimeSpan.FromHours(2), $"{at - began}");
        await house.Road.DoneAsync("alert.unsilence", """{"pattern": "mail"}""", AccessLevel.Operator);
        await house.UntilAsync(Says("mail"), TimeSpan.Zero, Token);
    }

    [Fact]
    public async Task Other_programs_are_told_in_order_with_their_token_and_once_more_when_they_stumble()
    {
        var (bodies, keys, tries) = (new ConcurrentQueue<JsonElement>(), new ConcurrentQueue<string>(), 0);
        await using var receiver = await FakeServer.StartAsync(app => app.MapPost("/hook", async (HttpContext context) =>
        {
            keys.Enqueue(context.Request.Headers.Authorization.ToString());
            if (Interlocked.Increment(ref tries) == 1)
                return Results.StatusCode(500);
            bodies.Enqueue((await JsonDocument.ParseAsync(context.Request.Body)).RootElement.Clone());
            return Results.Ok();
        }));
        await using var house = await AlertHouse.StartAsync(("Fleet:Alerts:Webhooks:pager:Url", $"{receiver.Address}hook"), ("Fleet:Alerts:Webhooks:pager:Token", "the-pagers-token"));

        await house.RaiseAsync("web", AlertSeverity.Critical, Token);
        await house.RaiseAsync("small", AlertSeverity.Information, Token);
        await EventAsync(house, bodies, 1);
        await house.Road.DoneAsync("alert.acknowledge", """{"alert": "1"}""", AccessLevel.Operator, "Ada");
        await EventAsync(house, bodies, 2);
        await house.Desk.ClearAsync("container:web", "It is well again.", Token);
        await EventAsync(house, bodies, 3);

        Assert.Equal(["raised", "acknowledged", "cleared"], bodies.Select(body => body.GetProperty("event").GetString()));
        Assert.All(bodies, body => Assert.Equal("`web` is down", body.GetProperty("alert").GetProperty("title").GetString()));
        Assert.All(keys, key => Assert.Equal("Bearer the-pagers-token", key));
        Assert.Equal(4, tries);
    }

    private static async Task EventAsync(AlertHouse house, ConcurrentQueue<JsonElement> bodies, int count)
    {
        while (bodies.Count < count)
        {
            Token.ThrowIfCancellationRequested();
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }

    private static bool IsEscalation(Notice notice) => notice.Card.Title.StartsWith("Still open", StringComparison.Ordinal);

    private static Predicate<Notice> Says(string container) => notice => notice.Card.Text!.Contains($"`{container}` is down", StringComparison.Ordinal);
}
