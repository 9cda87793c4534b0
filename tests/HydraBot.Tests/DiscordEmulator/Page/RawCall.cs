using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Tests.Discord;
using HydraBot.Tests.DiscordEmulator.Raw;

namespace HydraBot.Tests.DiscordEmulator.Page;

/// <summary>The page's WebSocket in a call with nothing but a WebSocket.</summary>
internal sealed class RawCall : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<RawCall> ConnectAsync(Desk desk, string? origin = null)
    {
        var call = new RawCall();
        if (origin is not null)
            call._socket.Options.SetRequestHeader("Origin", origin);
        await call._socket.ConnectAsync(new Uri($"ws://{desk.Discord.Url.Authority}/emulator/voice"), Patience.Token);
        return call;
    }

    /// <summary>Goes into the seeded voice channel as a page does, and waits until sound can go.</summary>
    public static async Task<RawCall> JoinAsync(Desk desk, RawGateway gateway, string member)
    {
        var call = await ConnectAsync(desk);
        await call.SendAsync(Hello(desk.Token(member), await AskInAsync(desk, gateway)));
        var (text, _) = await call.ReceiveAsync();
        if ((string?)text?["type"] != "joined")
            throw new InvalidOperationException($"Not let in: {text}");
        return call;
    }

    /// <summary>Asks the main gateway in; the token for the voice server.</summary>
    public static async Task<string> AskInAsync(Desk desk, RawGateway gateway)
    {
        await gateway.SendAsync(4, new JsonObject
        {
            ["guild_id"] = desk.GuildId,
            ["channel_id"] = await desk.ChannelAsync("voice"),
            ["self_mute"] = false,
            ["self_deaf"] = false,
        });
        return (string)(await gateway.EventAsync("VOICE_SERVER_UPDATE"))["token"]!;
    }

    public static JsonObject Hello(string token, string voiceToken, string format = "opus") =>
        new() { ["type"] = "join", ["token"] = token, ["voice_token"] = voiceToken, ["format"] = format };

    public Task SendAsync(JsonNode message) => SendAsync(message.ToJsonString());

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Patience.Token);

    public Task SendAsync(byte[] sound) => _socket.SendAsync(sound, WebSocketMessageType.Binary, endOfMessage: true, Patience.Token);

    /// <summary>The next message: JSON, or bytes; neither when the server closed.</summary>
    public async Task<(JsonNode? Text, byte[]? Bytes)> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var size = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(size), Patience.Token);
            size += received.Count;
            if (!received.EndOfMessage)
                continue;
            var bytes = buffer.AsSpan(0, size).ToArray();
            return received.MessageType switch
            {
                WebSocketMessageType.Text => (JsonNode.Parse(bytes), null),
                WebSocketMessageType.Binary => (null, bytes),
                _ => (null, null),
            };
        }
    }

    /// <summary>What others say, without Opus silence: who, and the frame.</summary>
    public async Task<(ulong UserId, byte[] Sound)> HearAsync()
    {
        while (true)
        {
            var (text, bytes) = await ReceiveAsync();
            if (bytes is null)
                throw new InvalidOperationException($"Sound was expected: {text?.ToJsonString() ?? $"closed with {CloseCode}"}");
            if (bytes is not [.., 0xF8, 0xFF, 0xFE])
                return (BinaryPrimitives.ReadUInt64BigEndian(bytes), bytes[16..]);
        }
    }

    /// <summary>The one sentence with which the server ends it, and the close code.</summary>
    public async Task<(string Message, int? Code)> EndAsync()
    {
        var (error, _) = await ReceiveAsync();
        var (more, sound) = await ReceiveAsync();
        if (more is not null || sound is not null)
            throw new InvalidOperationException($"More than one word: {error} {more}");
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);
        return ((string)error!["message"]!, CloseCode);
    }

    public Task LeaveAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
