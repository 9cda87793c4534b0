using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>The gateway with nothing but a WebSocket. What was read and not yet wanted waits in order.</summary>
public sealed class RawGateway : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _waiting = [];
    private readonly MemoryStream _compressed = new();
    private Stream? _inflated;

    /// <summary>How long something that is wanted may take.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    public long? Sequence { get; private set; }

    public int? CloseCode => (int?)_socket.CloseStatus;

    public WebSocketState State => _socket.State;

    /// <summary>Everything that came, as it came.</summary>
    public List<JsonNode> Received { get; } = [];

    public static async Task<RawGateway> ConnectAsync(Uri gateway, bool zlib = false)
    {
        var raw = new RawGateway();
        await raw._socket.ConnectAsync(gateway, CancellationToken.None);
        if (zlib)
            raw._inflated = new ZLibStream(raw._compressed, CompressionMode.Decompress);
        return raw;
    }

    public Task SendAsync(int op, JsonNode? data) => SendAsync(new JsonObject { ["op"] = op, ["d"] = data }.ToJsonString());

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task IdentifyAsync(string token, int? intents = null, JsonObject? more = null)
    {
        var data = more ?? [];
        data["token"] = token;
        data["properties"] = new JsonObject { ["os"] = "linux", ["browser"] = "raw", ["device"] = "raw" };
        if (intents is { } bits)
            data["intents"] = bits;
        return SendAsync(2, data);
    }

    public Task ResumeAsync(string token, string sessionId, long sequence) =>
        SendAsync(6, new JsonObject { ["token"] = token, ["session_id"] = sessionId, ["seq"] = sequence });

    /// <summary>The data of the next event of this name.</summary>
    public async Task<JsonNode> EventAsync(string name, Func<JsonNode, bool>? where = null) =>
        (await NextAsync(message => message["t"]?.GetValue<string>() == name && (where is null || where(message["d"]!))))["d"]!;

    public Task<JsonNode> OpAsync(int op) => NextAsync(message => message["op"]!.GetValue<int>() == op);

    public async Task<JsonNode> NextAsync(Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_waiting.FirstOrDefault(wanted) is { } found)
            {
                _waiting.Remove(found);
                return found;
            }
            if (await ReceiveAsync(patience.Token) is not { } message)
                throw new InvalidOperationException($"The gateway closed with {CloseCode} {_socket.CloseStatusDescription}.");
            _waiting.Add(message);
        }
    }

    /// <summary>Lets go of all that came so far.</summary>
    public void Forget()
    {
        _waiting.Clear();
        Received.Clear();
    }

    /// <summary>Reads to the end and says with which code the server closed.</summary>
    public async Task<int?> ClosedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await ReceiveAsync(patience.Token) is not null)
            {
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        return CloseCode;
    }

    /// <summary>Says goodbye as a client does that comes back: with a code that keeps the session.</summary>
    public Task LeaveAsync(int code = 4000) => _socket.CloseAsync((WebSocketCloseStatus)code, "", CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _inflated?.Dispose();
        _compressed.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult frame;
        do
        {
            frame = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close)
                return null;
            bytes.Write(buffer, 0, frame.Count);
        }
        while (!frame.EndOfMessage);
        var message = JsonNode.Parse(Text(bytes.ToArray(), frame.MessageType))!;
        Sequence = message["s"]?.GetValue<long>() ?? Sequence;
        Received.Add(message);
        return message;
    }

    private string Text(byte[] bytes, WebSocketMessageType type)
    {
        if (type == WebSocketMessageType.Text)
            return Encoding.UTF8.GetString(bytes);
        if (_inflated is null)
            return Encoding.UTF8.GetString(Inflate(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress)));
        if (bytes is not [.., 0, 0, 0xFF, 0xFF])
            throw new InvalidDataException("A zlib-stream message must end in 00 00 FF FF.");
        var position = _compressed.Position;
        _compressed.Write(bytes);
        _compressed.Position = position;
        return Encoding.UTF8.GetString(Inflate(_inflated));
    }

    private static byte[] Inflate(Stream zlib)
    {
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }
}
