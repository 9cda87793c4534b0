using System.Text.Json.Nodes;
using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class ShardTests
{
    [Fact]
    public async Task All_shards_connect_over_one_client_which_is_ready_when_each_is()
    {
        await using var bot = await StartAsync(count: 2, concurrency: 2);
        var (first, second) = await ConnectBothAsync(bot);
        await first.ReadyAsync(session: "one");
        Assert.Equal(ConnectionStatus.Connecting, bot.Client.State.Status);
        await second.ReadyAsync(session: "two");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        Assert.Equal([0, 1], bot.Client.Shards.Keys.Order());
        Assert.Equal(ConnectionStatus.Ready, bot.Client.State.Status);
    }

    [Fact]
    public async Task A_shard_that_breaks_resumes_its_own_session_and_leaves_the_others_alone()
    {
        await using var bot = await StartAsync(count: 2, concurrency: 2);
        var (first, second) = await ConnectBothAsync(bot);
        await first.ReadyAsync(session: "one");
        await second.ReadyAsync(sequence: 1, session: "two");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);

        second.Abort();
        var again = await bot.Discord.NextGatewayAsync();
        await again.HelloAsync();
        Assert.Equal("two", (string)(await again.ExpectAsync(6))["d"]!["session_id"]!);
        Assert.Equal(ConnectionStatus.Ready, bot.Client.Shards[0].Status);
        Assert.Equal((ConnectionStatus.Resuming, 1), (bot.Client.State.Status, bot.Client.State.Reconnects));
        await again.DispatchAsync("RESUMED", 2, "{}");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
    }

    [Fact]
    public async Task Shards_of_one_concurrency_key_identify_five_seconds_apart_and_those_of_others_at_once()
    {
        var time = new ManualTime();
        await using var bot = await StartAsync(count: 3, concurrency: 2, time: time);
        var shards = new[] { await IdentifyAsync(bot), await IdentifyAsync(bot) };
        Assert.Equal([0, 1], shards.Order());
        await time.PassAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Equal(2, await IdentifyAsync(bot));
    }

    [Fact]
    public async Task A_process_holds_the_shards_that_it_is_given_and_says_when_a_guild_is_another_ones()
    {
        await using var bot = await StartAsync(count: 4, concurrency: 4, shards: [2]);
        var gateway = await bot.Discord.NextGatewayAsync();
        Assert.Equal("[2,4]", (await gateway.IdentifyAsync())["d"]!["shard"]!.ToJsonString());
        await gateway.ReadyAsync();
        await bot.Client.WaitUntilReadyAsync(Patience.Token);

        await bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = new Snowflake(6 << 22), Query = "" }, Patience.Token);
        Assert.Equal((6 << 22).ToString(), (string)(await gateway.ExpectAsync(8))["d"]!["guild_id"]!);
        var error = await Assert.ThrowsAsync<DiscordException>(() =>
            bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = new Snowflake(5 << 22), Query = "" }, Patience.Token));
        Assert.Contains("shard 1 of 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zero_means_as_many_as_Discord_recommends()
    {
        await using var bot = await StartAsync(count: 0, concurrency: 2);
        bot.Discord.On("GET /gateway/bot", _ => FakeAnswer.Json(
            $$$"""{"url":"{{{bot.Discord.GatewayAddress}}}","shards":2,"session_start_limit":{"remaining":9,"max_concurrency":2}}"""));
        bot.Run();
        var shards = new[] { await ShardAsync(bot), await ShardAsync(bot) };
        Assert.Equal(["[0,2]", "[1,2]"], shards.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Presence_goes_out_over_every_shard()
    {
        await using var bot = await StartAsync(count: 2, concurrency: 2);
        var (first, second) = await ConnectBothAsync(bot);
        await first.ReadyAsync(session: "one");
        await second.ReadyAsync(session: "two");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        await bot.Client.UpdatePresenceAsync(Presence.Custom("resting"), Patience.Token);
        await first.ExpectAsync(3);
        await second.ExpectAsync(3);
    }

    [Theory]
    [InlineData(-1, null, "ShardCount is -1")]
    [InlineData(0, new[] { 0 }, "Shards are named but ShardCount is 0")]
    [InlineData(2, new[] { 2 }, "Shards is [2] of ShardCount 2")]
    [InlineData(2, new[] { 1, 1 }, "Shards is [1, 1] of ShardCount 2")]
    [InlineData(2, new int[0], "Shards is [] of ShardCount 2")]
    public void Shards_that_cannot_be_are_refused_by_name(int count, int[]? shards, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new DiscordClient(new DiscordClientOptions { Token = "t", ShardCount = count, Shards = shards }));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static async Task<RunningBot> StartAsync(int count, int concurrency, int[]? shards = null, ManualTime? time = null)
    {
        var bot = await RunningBot.CreateAsync(
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, Compress = false, ShardCount = count, Shards = shards }, time);
        bot.Discord.MaxConcurrency = concurrency;
        if (count > 0)
            bot.Run();
        return bot;
    }

    /// <summary>The gateways of shard 0 and shard 1, in whatever order they came.</summary>
    private static async Task<(FakeGateway First, FakeGateway Second)> ConnectBothAsync(RunningBot bot)
    {
        var (one, other) = (await bot.Discord.NextGatewayAsync(), await bot.Discord.NextGatewayAsync());
        var identify = await one.IdentifyAsync();
        await other.IdentifyAsync();
        return (int)identify["d"]!["shard"]![0]! == 0 ? (one, other) : (other, one);
    }

    private static async Task<int> IdentifyAsync(RunningBot bot) => (int)JsonNode.Parse(await ShardAsync(bot))![0]!;

    private static async Task<string> ShardAsync(RunningBot bot) => (await (await bot.Discord.NextGatewayAsync()).IdentifyAsync())["d"]!["shard"]!.ToJsonString();
}
