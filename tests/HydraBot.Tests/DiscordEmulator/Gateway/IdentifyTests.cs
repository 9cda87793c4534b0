using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Gateway;

public sealed class IdentifyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = Desk.Clock();
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync(_clock);

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_bot_is_greeted_made_ready_and_given_its_guild()
    {
        await using var gateway = await _desk.ConnectAsync();
        Assert.Equal(41_250, (await gateway.OpAsync(10))["d"]!["heartbeat_interval"]!.GetValue<int>());
        await gateway.IdentifyAsync(_desk.Discord.BotToken, Desk.AllIntents);
        var ready = await gateway.EventAsync("READY");
        Assert.Equal(10, ready["v"]!.GetValue<int>());
        Assert.Equal(_desk.ApplicationId, ready["application"]!["id"]!.GetValue<string>());
        Assert.True(ready["guilds"]![0]!["unavailable"]!.GetValue<bool>());
        Assert.StartsWith("ws://127.0.0.1:", ready["resume_gateway_url"]!.GetValue<string>(), StringComparison.Ordinal);
        var guild = await gateway.EventAsync("GUILD_CREATE");
        Assert.Equal(
            ["alerts", "approvals", "briefing", "command", "status", "voice"],
            guild["channels"]!.AsArray().Select(channel => channel!["name"]!.GetValue<string>()).Order());
        Assert.Equal(
            ["HydraBot", "guest", "operator", "owner", "viewer"],
            guild["members"]!.AsArray().Select(member => member!["user"]!["username"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["@everyone", "HydraBot", "Operator", "Owner", "Viewer"], guild["roles"]!.AsArray().Select(role => role!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_the_presence_intent_a_bot_is_told_of_itself_alone()
    {
        await using var gateway = await _desk.ConnectAsync();
        await gateway.IdentifyAsync(_desk.Discord.BotToken, intents: 1);
        Assert.Equal("HydraBot", Assert.Single((await gateway.EventAsync("GUILD_CREATE"))["members"]!.AsArray())!["user"]!["username"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"op": 2, "d": {"token": "wrong", "properties": {}, "intents": 0}}""", 4004)]
    [InlineData("""{"op": 2, "d": {"token": "TOKEN", "properties": {}, "intents": 131072}}""", 4013)]
    [InlineData("""{"op": 2, "d": {"token": "TOKEN", "properties": {}, "intents": "all"}}""", 4013)]
    [InlineData("""{"op": 2, "d": {"token": "TOKEN", "properties": {}, "intents": 0, "shard": [1, 1]}}""", 4010)]
    [InlineData("""{"op": 2, "d": {"token": "TOKEN"}}""", 4002)]
    [InlineData("""{"op": 3, "d": {"status": "online"}}""", 4003)]
    [InlineData("""{"op": 99, "d": null}""", 4001)]
    [InlineData("not json", 4002)]
    [InlineData("[]", 4002)]
    public async Task A_client_that_breaks_a_rule_is_closed_with_the_code_for_it(string message, int code)
    {
        await using var gateway = await _desk.ConnectAsync();
        await gateway.SendAsync(message.Replace("TOKEN", _desk.Discord.BotToken, StringComparison.Ordinal));
        Assert.Equal(code, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_privileged_intent_that_is_not_switched_on_is_disallowed()
    {
        var (_, token) = await _desk.AddApplicationAsync("modest", privilegedIntents: 0);
        await using var gateway = await _desk.ConnectAsync();
        await gateway.IdentifyAsync(token, intents: 1 << 15);
        Assert.Equal(4014, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task Identifying_twice_on_one_connection_is_once_too_often()
    {
        await using var gateway = await _desk.LogInBotAsync();
        await gateway.IdentifyAsync(_desk.Discord.BotToken, 0);
        Assert.Equal(4005, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_bot_identifies_once_in_five_seconds_and_the_count_of_the_day_goes_down()
    {
        await using var first = await _desk.LogInBotAsync();
        await using var second = await _desk.ConnectAsync();
        await second.IdentifyAsync(_desk.Discord.BotToken, 1);
        Assert.False((await second.OpAsync(9))["d"]!.GetValue<bool>());
        _clock.Advance(TimeSpan.FromSeconds(5));
        await second.IdentifyAsync(_desk.Discord.BotToken, 1);
        await second.EventAsync("READY");
        var limit = (await _desk.Bot.GetAsync("gateway/bot")).Json!["session_start_limit"]!;
        Assert.Equal((1000, 998, 1), (limit["total"]!.GetValue<int>(), limit["remaining"]!.GetValue<int>(), limit["max_concurrency"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("ws://HOST/gateway?v=6&encoding=json", 4012)]
    [InlineData("ws://HOST/gateway?v=10&encoding=etf", 4002)]
    public async Task Only_what_is_spoken_here_is_accepted(string address, int code)
    {
        await using var gateway = await RawGateway.ConnectAsync(new Uri(address.Replace("HOST", _desk.Discord.Url.Authority, StringComparison.Ordinal)));
        Assert.Equal(code, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_payload_above_4096_bytes_closes_the_connection()
    {
        await using var gateway = await _desk.ConnectAsync();
        await gateway.SendAsync(1, new string('x', 4096));
        Assert.Equal(4002, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task The_121st_message_of_a_minute_closes_the_connection()
    {
        await using var gateway = await _desk.ConnectAsync();
        for (var sent = 0; sent < 120; sent++)
            await gateway.SendAsync(1, null);
        for (var sent = 0; sent < 120; sent++)
            await gateway.OpAsync(11);
        await gateway.SendAsync(1, null);
        Assert.Equal(4008, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_heart_that_stops_ends_the_connection()
    {
        await using var gateway = await _desk.LogInBotAsync();
        _clock.Advance(TimeSpan.FromSeconds(41));
        await gateway.SendAsync(1, gateway.Sequence);
        await gateway.OpAsync(11);
        _clock.Advance(TimeSpan.FromSeconds(41));
        await gateway.SendAsync(1, gateway.Sequence);
        await gateway.OpAsync(11);
        _clock.Advance(TimeSpan.FromSeconds(62));
        Assert.Equal(4009, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task Two_shards_share_the_guilds_between_them()
    {
        var guildsShard = (int)((_desk.Discord.GuildId >> 22) % 2);
        foreach (var shard in new[] { 0, 1 })
        {
            await using var gateway = await _desk.ConnectAsync();
            await gateway.IdentifyAsync(_desk.Discord.BotToken, 1, new JsonObject { ["shard"] = new JsonArray(shard, 2) });
            Assert.Equal(shard == guildsShard ? 1 : 0, (await gateway.EventAsync("READY"))["guilds"]!.AsArray().Count);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }
}
