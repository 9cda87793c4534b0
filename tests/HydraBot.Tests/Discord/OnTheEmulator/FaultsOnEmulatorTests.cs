using System.Text.Json.Nodes;
using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

public class FaultsOnEmulatorTests
{
    private static CancellationToken Token => Patience.Token;

    public static TheoryData<string, string?> Faults => new()
    {
        { "close", "4000" },
        { "close", "4009" },
        { "reconnect", null },
        { "invalid_session", "true" },
        { "invalid_session", "false" },
        { "drop", null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_message_around_a_fault_arrives_once_unless_the_session_was_lost(string kind, string? value)
    {
        var states = Channel.CreateUnbounded<ConnectionStatus>();
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await EmulatedBot.StartAsync(client => client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Token).AsTask()));
        await bot.SayAsync("before");
        Assert.Equal("before", await seen.Reader.ReadAsync(Token));
        bot.Client.StateChanged = state => states.Writer.TryWrite(state.Status);

        await bot.Desk.FaultAsync(kind, value is null ? null : JsonNode.Parse(value));
        await bot.SayAsync("during");
        while (await states.Reader.ReadAsync(Token) != ConnectionStatus.Ready)
        {
        }
        await bot.SayAsync("after");
        var sessionLost = value is "false" or "4009";
        if (!sessionLost)
            Assert.Equal("during", await seen.Reader.ReadAsync(Token));
        Assert.Equal("after", (await seen.Reader.ReadAsync(Token)) is "during" ? await seen.Reader.ReadAsync(Token) : "after");
        Assert.Equal((ConnectionStatus.Ready, 1), (bot.Client.State.Status, bot.Client.State.Reconnects));
    }

    [Fact]
    public async Task Duplicated_events_are_handled_once_and_garbage_is_survived()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await EmulatedBot.StartAsync(client => client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Token).AsTask()));
        await bot.Desk.FaultAsync("duplicate");
        await bot.Desk.FaultAsync("garbage", 5);
        for (var i = 0; i < 5; i++)
            await bot.SayAsync($"{i}");
        await bot.Desk.FaultAsync("none");
        await bot.SayAsync("end");
        for (var i = 0; i < 5; i++)
            Assert.Equal($"{i}", await seen.Reader.ReadAsync(Token));
        Assert.Equal("end", await seen.Reader.ReadAsync(Token));
        Assert.Equal((5, 0), (bot.Client.Statistics.Unreadable, bot.Client.State.Reconnects));
    }

    [Fact]
    public async Task Events_out_of_order_are_all_handled_once_and_a_resume_misses_none()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await EmulatedBot.StartAsync(client => client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Token).AsTask()));
        await bot.Desk.FaultAsync("reorder");
        foreach (var text in (string[])["1", "2", "3", "4"])
            await bot.SayAsync(text);
        var heard = new List<string>();
        while (heard.Count < 4)
            heard.Add(await seen.Reader.ReadAsync(Token));
        Assert.Equal(["2", "1", "4", "3"], heard);

        await bot.SayAsync("held back");
        await bot.Desk.FaultAsync("drop");
        Assert.Equal("held back", await seen.Reader.ReadAsync(Token));
        await bot.Desk.FaultAsync("none");
        await bot.SayAsync("end");
        Assert.Equal("end", await seen.Reader.ReadAsync(Token));
        Assert.Equal(1, bot.Client.State.Reconnects);
    }

    [Fact]
    public async Task A_line_so_slow_that_frames_come_in_pieces_costs_no_event()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await EmulatedBot.StartAsync(client => client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Token).AsTask()));
        await bot.Desk.FaultAsync("slow", 2_000);
        await bot.SayAsync("first");
        await bot.SayAsync("second");
        Assert.Equal("first", await seen.Reader.ReadAsync(Token));
        Assert.Equal("second", await seen.Reader.ReadAsync(Token));
        Assert.Equal(0, bot.Client.State.Reconnects);
    }

    [Theory]
    [InlineData("rate_limit", "user")]
    [InlineData("rate_limit", "global")]
    [InlineData("rate_limit", "shared")]
    [InlineData("server_error", null)]
    public async Task A_message_goes_out_once_whatever_the_server_answers_first(string kind, string? value)
    {
        await using var bot = await EmulatedBot.StartAsync();
        await bot.Desk.FaultAsync(kind, value);
        await bot.Client.Rest.CreateMessageAsync(bot.ChannelId, "once", Token);
        var messages = await bot.Client.Rest.GetMessagesAsync(bot.ChannelId, cancellationToken: Token);
        Assert.Single(messages, message => message.Content == "once");
    }

    [Fact]
    public async Task A_wrong_token_ends_the_run_with_what_to_do()
    {
        await using var bot = await EmulatedBot.StartAsync();
        await using var wrong = new DiscordClient(new DiscordClientOptions { Token = "wrong", ApiBaseUrl = bot.Desk.Discord.ApiBaseUrl });
        var error = await Assert.ThrowsAsync<DiscordException>(() => wrong.RunAsync(Token));
        Assert.StartsWith("Discord refused the bot's token (401)", error.Message, StringComparison.Ordinal);
    }
}
