using HydraBot.Discord;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class ConnectingTests
{
    [Fact]
    public async Task A_client_identifies_with_its_token_and_intents_and_is_ready_after_READY()
    {
        await using var bot = await RunningBot.CreateAsync(discord => new DiscordClientOptions
        {
            Token = "my.own.token",
            ApiBaseUrl = discord.ApiBaseUrl,
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
            Presence = Presence.Custom("watching the house"),
        });
        Assert.Equal(ConnectionStatus.Disconnected, bot.Client.State.Status);
        bot.Run();
        var gateway = await bot.Discord.NextGatewayAsync();
        Assert.Equal("?v=10&encoding=json&compress=zlib-stream", gateway.Query);

        var identify = (await gateway.IdentifyAsync())["d"]!;
        Assert.Equal("my.own.token", (string)identify["token"]!);
        Assert.Equal(513, (int)identify["intents"]!);
        Assert.Equal("linux", (string)identify["properties"]!["os"]!);
        Assert.Equal("[0,1]", identify["shard"]!.ToJsonString());
        Assert.Equal("watching the house", (string)identify["presence"]!["activities"]![0]!["state"]!);
        Assert.Equal(ConnectionStatus.Connecting, bot.Client.State.Status);

        await gateway.ReadyAsync();
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        Assert.Equal("hydra", bot.Client.CurrentUser!.Username);
        Assert.Equal(new Snowflake(901), bot.Client.ApplicationId);
        var state = bot.Client.State;
        Assert.Equal((ConnectionStatus.Ready, 1L, true, 0), (state.Status, state.LastSequence, state.HasSession, state.Reconnects));
    }

    [Fact]
    public async Task Cancelling_says_goodbye_with_1000_so_that_the_bot_is_offline_at_once()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.StopAsync();
        Assert.Equal(1000, await bot.Gateway.ClosedByClient);
        await bot.Running;
        Assert.Equal(ConnectionStatus.Disconnected, bot.Client.State.Status);
    }

    [Fact]
    public async Task A_second_identify_waits_five_seconds()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time);
        await bot.Gateway.CloseAsync(4009);
        await time.PassAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        await (await bot.Discord.NextGatewayAsync()).IdentifyAsync();
    }

    [Fact]
    public async Task With_no_identifies_left_a_client_waits_for_the_reset_rather_than_losing_its_token()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.CreateAsync(time: time);
        bot.Discord.RemainingIdentifies = 0;
        bot.Run();
        await time.PassAsync(TimeSpan.FromHours(4));
        await (await bot.Discord.NextGatewayAsync()).IdentifyAsync();
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_found_is_looked_for_again_after_a_pause()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.CreateAsync(discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, Retries = 0 }, time);
        bot.Discord.On("GET /gateway/bot", _ => new FakeAnswer(500, "oops"));
        bot.Run();
        await time.TimerAsync(due => due > TimeSpan.FromSeconds(0.4) && due <= TimeSpan.FromSeconds(1));
        bot.Discord.On("GET /gateway/bot", _ => FakeAnswer.Json($$$"""{"url":"{{{bot.Discord.GatewayAddress}}}","shards":1,"session_start_limit":{"remaining":1,"max_concurrency":1}}"""));
        time.Advance(TimeSpan.FromSeconds(1));
        await (await bot.Discord.NextGatewayAsync()).IdentifyAsync();
    }

    [Theory]
    [InlineData("", "Token is empty")]
    [InlineData("two words", "Token is empty or has white space")]
    public async Task A_token_that_cannot_be_one_is_refused_at_once(string token, string expected)
    {
        await using var discord = await FakeDiscord.StartAsync();
        var error = Assert.Throws<ArgumentException>(() => new DiscordClient(new DiscordClientOptions { Token = token, ApiBaseUrl = discord.ApiBaseUrl }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
