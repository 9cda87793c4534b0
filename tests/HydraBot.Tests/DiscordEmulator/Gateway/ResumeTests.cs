using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Gateway;

public sealed class ResumeTests : IAsyncLifetime
{
    private const int GuildPresences = 1 << 8;

    private readonly FakeTimeProvider _clock = Desk.Clock();
    private Desk _desk = null!;
    private RawGateway _first = null!;
    private string _sessionId = null!;
    private string _messages = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(_clock);
        _messages = $"channels/{await _desk.ChannelAsync("command")}/messages";
        _first = await _desk.ConnectAsync();
        await _first.IdentifyAsync(_desk.Discord.BotToken, Desk.AllIntents & ~GuildPresences);
        _sessionId = (await _first.EventAsync("READY"))["session_id"]!.GetValue<string>();
        await _first.EventAsync("GUILD_CREATE");
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task What_was_missed_is_replayed_in_order_with_the_same_sequence_and_then_RESUMED()
    {
        var seen = _first.Sequence!.Value;
        await _first.LeaveAsync();
        foreach (var content in new[] { "one", "two" })
            await _desk.Member("owner").PostAsync(_messages, new JsonObject { ["content"] = content });
        await using var second = await ResumeAsync(seen);
        await second.EventAsync("RESUMED");
        var replayed = second.Received.Where(message => message["op"]!.GetValue<int>() == 0).ToList();
        Assert.Equal(["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"], replayed.Select(message => message["t"]!.GetValue<string>()));
        Assert.Equal([seen + 1, seen + 2, seen + 3], replayed.Select(message => message["s"]!.GetValue<long>()));
        Assert.Equal("two", replayed[1]["d"]!["content"]!.GetValue<string>());
        await _desk.Member("owner").PostAsync(_messages, new JsonObject { ["content"] = "three" });
        Assert.Equal("three", (await second.EventAsync("MESSAGE_CREATE", message => message["content"]!.GetValue<string>() == "three"))["content"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    public async Task A_client_that_said_goodbye_cannot_resume(int code)
    {
        await _first.LeaveAsync(code);
        await using var second = await ResumeAsync(_first.Sequence!.Value);
        Assert.False((await second.OpAsync(9))["d"]!.GetValue<bool>());
    }

    [Fact]
    public async Task After_three_minutes_there_is_nothing_to_resume()
    {
        await _first.LeaveAsync();
        await using (var early = await ResumeAsync(_first.Sequence!.Value))
        {
            await early.EventAsync("RESUMED");
            await early.LeaveAsync();
        }
        await using var witness = await _desk.LogInAsync("owner");
        _clock.Advance(TimeSpan.FromMinutes(4));
        await using var late = await ResumeAsync(_first.Sequence!.Value);
        Assert.False((await late.OpAsync(9))["d"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_sequence_from_the_future_is_invalid()
    {
        await _first.LeaveAsync();
        await using var second = await ResumeAsync(_first.Sequence!.Value + 100);
        Assert.Equal(4007, await second.ClosedAsync());
    }

    [Fact]
    public async Task Nobody_resumes_anothers_session()
    {
        await _first.LeaveAsync();
        await using var second = await _desk.ConnectAsync();
        await second.ResumeAsync(_desk.Token("owner"), _sessionId, 1);
        Assert.False((await second.OpAsync(9))["d"]!.GetValue<bool>());
    }

    [Fact]
    public async Task More_than_the_buffer_holds_cannot_be_replayed()
    {
        var seen = _first.Sequence!.Value;
        await _first.LeaveAsync();
        for (var index = 0; index < 2_100; index += 100)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _desk.Member("owner").PostAsync(_messages.Replace("messages", "typing", StringComparison.Ordinal))));
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
        await using var second = await ResumeAsync(seen);
        Assert.False((await second.OpAsync(9))["d"]!.GetValue<bool>());
    }

    private async Task<RawGateway> ResumeAsync(long sequence)
    {
        var gateway = await _desk.ConnectAsync();
        await gateway.ResumeAsync(_desk.Discord.BotToken, _sessionId, sequence);
        return gateway;
    }
}
