using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator.Page.Calls;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.Hosting;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Page;

/// <summary>What a browser does in a call, without one: the main gateway, and the WebSocket for sound.</summary>
public sealed class PageCallTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync(pageVoice: new PageVoice(NullLoggerFactory.Instance, TimeProvider.System));

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Two_pages_hear_each_other_byte_for_byte_and_everybody_sees_who_is_there_and_who_speaks()
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        await using var owner = await _desk.LogInAsync("owner");
        await using var guest = await _desk.LogInAsync("operator");
        await using var mine = await RawCall.JoinAsync(_desk, owner, "owner");
        await using var theirs = await RawCall.JoinAsync(_desk, guest, "operator");
        var channel = await _desk.ChannelAsync("voice");
        Assert.Equal(channel, (string?)(await viewer.EventAsync("VOICE_STATE_UPDATE", state => IsOf(state, "owner")))["channel_id"]);
        Assert.Equal(channel, (string?)(await viewer.EventAsync("VOICE_STATE_UPDATE", state => IsOf(state, "operator")))["channel_id"]);

        // A first word is lost while the keys are still exchanged: it is said until it is heard.
        var speaking = SpeakAsync(mine);
        var (userId, sound) = await theirs.HearAsync();

        Assert.Equal((_desk.IdOf("owner"), 0x78), (userId.ToString(System.Globalization.CultureInfo.InvariantCulture), sound[0]));
        Assert.Equal(Frame(sound[1])[2..], sound[2..]);
        var begun = await viewer.EventAsync("VOICE_CHANNEL_SPEAKING", state => IsOf(state, "owner") && (bool)state["speaking"]!);
        Assert.Equal(channel, (string?)begun["channel_id"]);
        await speaking;
        await viewer.EventAsync("VOICE_CHANNEL_SPEAKING", state => IsOf(state, "owner") && !(bool)state["speaking"]!);
    }

    [Fact]
    public async Task Bots_are_not_told_what_Discord_does_not_tell_them()
    {
        await using var bot = await _desk.LogInBotAsync();
        await using var viewer = await _desk.LogInAsync("viewer");
        await using var owner = await _desk.LogInAsync("owner");
        await using var call = await RawCall.JoinAsync(_desk, owner, "owner");
        await SpeakAsync(call);
        await viewer.EventAsync("VOICE_CHANNEL_SPEAKING", state => !(bool)state["speaking"]!);
        await call.LeaveAsync();

        await bot.EventAsync("VOICE_STATE_UPDATE", state => state["channel_id"] is null);
        Assert.DoesNotContain(bot.Received, message => (string?)message["t"] == "VOICE_CHANNEL_SPEAKING");
    }

    [Fact]
    public async Task A_page_that_closes_leaves_the_channel()
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        await using var owner = await _desk.LogInAsync("owner");
        var call = await RawCall.JoinAsync(_desk, owner, "owner");
        await viewer.EventAsync("VOICE_STATE_UPDATE", state => state["channel_id"] is not null);
        // As when a tab is killed: no goodbye.
        await call.DisposeAsync();

        await viewer.EventAsync("VOICE_STATE_UPDATE", state => IsOf(state, "owner") && state["channel_id"] is null);
    }

    [Fact]
    public async Task Whoever_is_sent_away_is_told_and_whoever_is_moved_is_sent_to_the_new_place()
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        await using var call = await RawCall.JoinAsync(_desk, viewer, "viewer");
        var path = $"guilds/{_desk.GuildId}/members/{_desk.IdOf("viewer")}";
        await viewer.EventAsync("VOICE_STATE_UPDATE");
        var other = (string)(await _desk.Member("owner").PostAsync($"guilds/{_desk.GuildId}/channels", new JsonObject { ["name"] = "attic", ["type"] = 2 })).Json!["id"]!;

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await _desk.Member("viewer").PatchAsync(path, new JsonObject { ["channel_id"] = other })).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _desk.Member("owner").PatchAsync(path, new JsonObject { ["channel_id"] = other })).Status);
        Assert.Equal(other, (string?)(await viewer.EventAsync("VOICE_STATE_UPDATE"))["channel_id"]);
        var token = (string)(await viewer.EventAsync("VOICE_SERVER_UPDATE"))["token"]!;
        Assert.Equal(4014, (await call.EndAsync()).Code);
        await using var again = await RawCall.ConnectAsync(_desk);
        await again.SendAsync(RawCall.Hello(_desk.Token("viewer"), token));
        Assert.Equal(other, (string?)(await again.ReceiveAsync()).Text!["channel_id"]);

        await _desk.Member("owner").PatchAsync(path, new JsonObject { ["channel_id"] = null });
        Assert.Null((string?)(await viewer.EventAsync("VOICE_STATE_UPDATE"))["channel_id"]);
        Assert.Equal(4014, (await again.EndAsync()).Code);
        Assert.Equal(40032, (int)(await _desk.Member("owner").PatchAsync(path, new JsonObject { ["channel_id"] = other })).Json!["code"]!);
    }

    [Fact]
    public async Task Whoever_may_not_connect_is_not_let_in()
    {
        await using var guest = await _desk.LogInAsync("guest");
        var channel = await _desk.ChannelAsync("voice");
        var changed = await _desk.Member("owner").PutAsync(
            $"channels/{channel}/permissions/{_desk.IdOf("guest")}", new JsonObject { ["type"] = 1, ["allow"] = "0", ["deny"] = $"{1 << 20}" });
        Assert.Equal(System.Net.HttpStatusCode.NoContent, changed.Status);
        await guest.SendAsync(4, new JsonObject { ["guild_id"] = _desk.GuildId, ["channel_id"] = channel });
        await guest.SendAsync(4, new JsonObject { ["guild_id"] = _desk.GuildId, ["channel_id"] = null });

        // The second question is answered, so the first was heard.
        Assert.Null((string?)(await guest.EventAsync("VOICE_STATE_UPDATE"))["channel_id"]);
        Assert.DoesNotContain(guest.Received, message => (string?)message["t"] == "VOICE_SERVER_UPDATE");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    public async Task A_page_elsewhere_is_not_let_in(string origin) =>
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => RawCall.ConnectAsync(_desk, origin))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no JSON", 4002, "The first message must be JSON; this one is not.")]
    [InlineData("[]", 4002, "The first message must be {\"type\": \"join\"")]
    [InlineData("""{"type":"join","format":"mp3"}""", 4002, "format is 'mp3'; 'opus' and 'pcm' are allowed.")]
    [InlineData("""{"type":"join","format":"pcm"}""", 4004, "token is no member's token.")]
    [InlineData("""{"type":"join","format":"pcm","token":"BOT"}""", 4004, "token is no member's token.")]
    [InlineData("""{"type":"join","format":"pcm","token":"OWNER"}""", 4004, "voice_token lets this member into no call")]
    [InlineData("""{"type":"join","format":"pcm","token":"OWNER","voice_token":"VIEWER"}""", 4004, "voice_token lets this member into no call")]
    [InlineData("LONG", 1009, "A message has at most 4096 bytes, a frame of sound at most 1920.")]
    public async Task What_does_not_open_the_door_is_refused_in_one_sentence(string hello, int code, string message)
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        var text = hello.Replace("BOT", _desk.Discord.BotToken, StringComparison.Ordinal).Replace("OWNER", _desk.Token("owner"), StringComparison.Ordinal)
            .Replace("VIEWER", await RawCall.AskInAsync(_desk, viewer), StringComparison.Ordinal).Replace("LONG", new string('x', 5000), StringComparison.Ordinal);
        await using var call = await RawCall.ConnectAsync(_desk);
        await call.SendAsync(text);

        var end = await call.EndAsync();
        Assert.Equal(code, end.Code);
        Assert.StartsWith(message, end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 4002, "A frame of Opus has 1 to 1275 bytes; this one has 0.")]
    [InlineData(0x78, 1276, 4002, "A frame of Opus has 1 to 1275 bytes; this one has 1276.")]
    [InlineData(0x78, 3000, 1009, "A frame of Opus has 1 to 1275 bytes; this one has 3000.")]
    [InlineData(0x78, 5000, 1009, "A message has at most 4096 bytes")]
    [InlineData(0xF0, 40, 4002, "A frame of Opus lasts 20 ms; this one lasts 10 ms.")]
    [InlineData(0x18, 40, 4002, "A frame of Opus lasts 20 ms; this one lasts 60 ms.")]
    [InlineData(0x79, 40, 4002, "A frame of Opus lasts 20 ms; this one lasts 40 ms.")]
    public async Task What_is_no_frame_ends_the_call_in_one_sentence(int first, int size, int code, string message)
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        await using var owner = await _desk.LogInAsync("owner");
        await using var call = await RawCall.JoinAsync(_desk, owner, "owner");
        var frame = new byte[size];
        if (size > 0)
            frame[0] = (byte)first;
        await call.SendAsync(frame);

        var end = await call.EndAsync();
        Assert.Equal(code, end.Code);
        Assert.StartsWith(message, end.Message, StringComparison.Ordinal);
        await viewer.EventAsync("VOICE_STATE_UPDATE", state => IsOf(state, "owner") && state["channel_id"] is null);
    }

    [Fact]
    public async Task Words_after_the_first_message_end_the_call()
    {
        await using var owner = await _desk.LogInAsync("owner");
        await using var call = await RawCall.JoinAsync(_desk, owner, "owner");
        await call.SendAsync(new JsonObject());

        Assert.Equal(("After the first message only sound is expected, as bytes.", 4002), await call.EndAsync());
    }

    [Fact]
    public async Task Whoever_says_nothing_is_shown_out_after_ten_seconds()
    {
        var clock = Desk.Clock();
        await using var desk = await Desk.OpenAsync(clock, pageVoice: new PageVoice(NullLoggerFactory.Instance, clock));
        await using var call = await RawCall.ConnectAsync(desk);
        var end = call.EndAsync();
        while (!end.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(("The first message must come within 10 s.", 4009), await end);
    }

    [Fact]
    public async Task An_emulator_alone_says_why_nobody_can_join()
    {
        await using var alone = await Desk.OpenAsync();
        var answer = (await alone.Nobody.GetAsync(new Uri(alone.Discord.Url, "emulator/voice").ToString())).Json!;
        Assert.False((bool)answer["available"]!);
        await using var call = await RawCall.ConnectAsync(alone);

        Assert.Equal(((string)answer["reason"]!, 4014), await call.EndAsync());
        Assert.True((bool)(await _desk.Nobody.GetAsync(new Uri(_desk.Discord.Url, "emulator/voice").ToString())).Json!["available"]!);
    }

    [Fact]
    public void A_page_that_does_not_read_loses_the_oldest_sound_and_so_does_a_member_who_is_not_heard()
    {
        var call = new PageCall(new VoiceTicket(1, 2, 3, "session", "token"), "ws://127.0.0.1:1", PageSoundFormat.Opus);
        for (uint i = 0; i < 1_000; i++)
        {
            call.Hear(4, 5, i, [0x78]);
            call.Speak([0x78, (byte)i]);
        }

        Assert.Equal((250, 25), (call.ToPage.Count, call.Spoken.Count));
        Assert.True(call.ToPage.TryRead(out var oldest));
        Assert.Equal([0, 0, 2, 0xEE], oldest[12..16]);
    }

    private static byte[] Frame(int number) => [0x78, (byte)number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>A second of sound, a frame every 20 ms.</summary>
    private static async Task SpeakAsync(RawCall call)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            await call.SendAsync(Frame(i));
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private bool IsOf(JsonNode state, string member) => (string?)state["user_id"] == _desk.IdOf(member);
}
