using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class ResumeTests
{
    [Fact]
    public async Task A_broken_connection_is_resumed_at_the_resume_address_with_the_same_query_and_the_last_sequence()
    {
        await using var bot = await RunningBot.StartAsync();
        await SeeAsync(bot, 7);
        bot.Gateway.Abort();

        var again = await bot.Discord.NextGatewayAsync();
        Assert.Equal("/resume", again.Path);
        Assert.Equal(bot.Gateway.Query, again.Query);
        await again.HelloAsync();
        var resume = (await again.ExpectAsync(6))["d"]!;
        Assert.Equal(("a.b.c", "session-1", 7), ((string)resume["token"]!, (string)resume["session_id"]!, (int)resume["seq"]!));

        await again.DispatchAsync("RESUMED", 8, "{}");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        Assert.Equal((ConnectionStatus.Ready, 1), (bot.Client.State.Status, bot.Client.State.Reconnects));
    }

    [Fact]
    public async Task Replayed_events_are_handled_once()
    {
        var seen = new List<string>();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>((message, _) =>
        {
            seen.Add(message.Content);
            return Task.CompletedTask;
        }));
        await SendAsync(bot.Gateway, 2, "two");
        await SendAsync(bot.Gateway, 3, "three");
        await SeeAsync(bot, 4);
        bot.Gateway.Abort();
        bot.Gateway = await bot.Discord.NextGatewayAsync();
        await bot.Gateway.HelloAsync();
        await bot.Gateway.ExpectAsync(6);

        foreach (var (sequence, text) in new[] { (2, "two"), (3, "three"), (5, "five"), (5, "five"), (6, "six") })
            await SendAsync(bot.Gateway, sequence, text);
        await bot.Gateway.DispatchAsync("RESUMED", 7, "{}");
        await SeeAsync(bot, 8);
        Assert.Equal(["two", "three", "five", "six"], seen);
    }

    [Fact]
    public async Task Opcode_7_closes_the_connection_and_resumes()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.Gateway.SendAsync("""{"op":7,"d":null}""");
        Assert.Equal(4000, await bot.Gateway.ClosedByClient);
        await ExpectResumeAsync(bot);
    }

    [Fact]
    public async Task Opcode_9_with_true_resumes()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.Gateway.SendAsync("""{"op":9,"d":true}""");
        await ExpectResumeAsync(bot);
    }

    [Fact]
    public async Task Opcode_9_with_false_waits_one_to_five_seconds_and_identifies_anew()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time);
        time.Advance(TimeSpan.FromMinutes(2));
        await bot.Gateway.SendAsync("""{"op":9,"d":false}""");
        Assert.NotEqual(1000, await bot.Gateway.ClosedByClient);
        // One second exactly is the wait for the goodbye.
        await time.PassAsync(TimeSpan.FromSeconds(1.0001), TimeSpan.FromSeconds(5));
        var again = await bot.Discord.NextGatewayAsync();
        Assert.Equal("/gateway", again.Path);
        await again.IdentifyAsync();
        await again.ReadyAsync(sequence: 1, session: "session-2");
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        Assert.Equal(1, bot.Client.State.LastSequence);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(1001)]
    public async Task A_close_that_leaves_the_session_is_resumed(int code)
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.Gateway.CloseAsync(code);
        await ExpectResumeAsync(bot);
    }

    [Fact]
    public async Task A_close_without_a_code_is_resumed()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.Gateway.CloseWithoutCodeAsync();
        await ExpectResumeAsync(bot);
    }

    [Theory]
    [InlineData(4003)]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task A_close_that_ends_the_session_identifies_anew(int code)
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time);
        time.Advance(TimeSpan.FromMinutes(2));
        await bot.Gateway.CloseAsync(code);
        var again = await bot.Discord.NextGatewayAsync();
        Assert.Equal("/gateway", again.Path);
        await again.IdentifyAsync();
    }

    [Theory]
    [InlineData(4004, "4004: Discord refused the bot's token")]
    [InlineData(4010, "4010: the shard is not valid")]
    [InlineData(4011, "4011: the bot is in too many guilds")]
    [InlineData(4012, "4012: this version")]
    [InlineData(4013, "4013: the intents are not valid")]
    [InlineData(4014, "4014: a privileged intent is not enabled. Switch it on")]
    public async Task A_close_that_no_retry_would_mend_ends_the_run_and_says_what_to_do(int code, string expected)
    {
        await using var bot = await RunningBot.CreateAsync();
        bot.Run();
        var waiting = bot.Client.WaitUntilReadyAsync(Patience.Token);
        var gateway = await bot.Discord.NextGatewayAsync();
        await gateway.IdentifyAsync();
        await gateway.CloseAsync(code);
        var error = await Assert.ThrowsAsync<DiscordException>(() => bot.Running);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Same(error, await Assert.ThrowsAsync<DiscordException>(() => waiting));
    }

    [Fact]
    public async Task Connections_that_break_at_once_are_made_again_ever_more_slowly()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time);
        bot.Gateway.Abort();
        var longest = 1.0;
        for (var i = 0; i < 5; i++, longest *= 2)
        {
            (await bot.Discord.NextGatewayAsync()).Abort();
            // The first failure was the ready connection's own, which costs no pause.
            await time.PassAsync(TimeSpan.FromSeconds(longest), TimeSpan.FromSeconds(longest * 2));
        }
    }

    private static async Task ExpectResumeAsync(RunningBot bot)
    {
        var again = await bot.Discord.NextGatewayAsync();
        Assert.Equal("/resume", again.Path);
        await again.HelloAsync();
        await again.ExpectAsync(6);
    }

    private static Task SendAsync(FakeGateway gateway, int sequence, string content) =>
        gateway.DispatchAsync("MESSAGE_CREATE", sequence, $$$"""{"id":"{{{sequence}}}","channel_id":"20","content":"{{{content}}}","author":{"id":"6","username":"u"},"timestamp":"2026-01-01T00:00:00+00:00"}""");

    /// <summary>Sends an event and waits until it, and so all before it in its channel, was handled.</summary>
    private static async Task SeeAsync(RunningBot bot, int sequence)
    {
        var seen = new TaskCompletionSource();
        using var registration = bot.Client.On<MessageDelete>((_, _) => Task.FromResult(seen.TrySetResult()));
        await bot.Gateway.DispatchAsync("MESSAGE_DELETE", sequence, """{"id":"1","channel_id":"20"}""");
        await seen.Task.WaitAsync(Patience.Token);
    }
}
