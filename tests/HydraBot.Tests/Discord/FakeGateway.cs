using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Discord;

/// <summary>The server's side of one gateway connection.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly FakeDiscord _discord;
    private readonly HttpContext _context;
    private readonly WebSocket _socket;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<JsonNode> _received = Channel.CreateUnbounded<JsonNode>();
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream? _zlib;
    private readonly Task _reading;

    public FakeGateway(FakeDiscord discord, HttpContext context, WebSocket socket)
    {
        _discord = discord;
        _context = context;
        _socket = socket;
        Path = context.Request.Path.Value!;
        Query = context.Request.QueryString.Value!;
        if (Query.Contains("compress=zlib-stream", StringComparison.Ordinal))
            _zlib = new ZLibStream(_compressed, CompressionLevel.Fastest);
        _reading = ReadAsync();
    }

    public string Path { get; }

    public string Query { get; }

    public Task Finished => _finished.Task;

    /// <summary>The code that the client closed with, or null when it only broke the connection.</summary>
    public Task<int?> ClosedByClient => _closed.Task.WaitAsync(Patience.Token);

    public Task HelloAsync(int heartbeatInterval = 2_000_000_000) => SendAsync($$$"""{"op":10,"s":null,"t":null,"d":{"heartbeat_interval":{{{heartbeatInterval}}}}}""");

    public async Task<JsonNode> IdentifyAsync(int heartbeatInterval = 2_000_000_000)
    {
        await HelloAsync(heartbeatInterval);
        return await ExpectAsync(2);
    }

    public Task ReadyAsync(int sequence = 1, string session = "session-1") => DispatchAsync("READY", sequence,
        $$$"""{"v":10,"user":{"id":"900","username":"hydra","bot":true},"guilds":[],"session_id":"{{{session}}}","resume_gateway_url":"{{{_discord.ResumeAddress}}}","application":{"id":"901"}}""");

    public Task DispatchAsync(string name, int sequence, string data) => SendAsync($$$"""{"t":"{{{name}}}","s":{{{sequence}}},"op":0,"d":{{{data}}}}""");

    /// <summary>Sends a message, compressed when the client asked for it.</summary>
    public async Task SendAsync(string message, int pieces = 1)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        if (_zlib is not null)
        {
            _compressed.SetLength(0);
            _zlib.Write(bytes);
            _zlib.Flush();
            bytes = _compressed.ToArray();
        }
        var type = _zlib is null ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        var size = (bytes.Length + pieces - 1) / pieces;
        for (var start = 0; start < bytes.Length; start += size)
        {
            var piece = bytes.AsMemory(start, Math.Min(size, bytes.Length - start));
            await _socket.SendAsync(piece, type, start + piece.Length == bytes.Length, Patience.Token);
        }
    }

    /// <summary>The next payload that the client sent.</summary>
    public Task<JsonNode> NextAsync() => _received.Reader.ReadAsync(Patience.Token).AsTask();

    /// <summary>The next payload, which must have this opcode.</summary>
    public async Task<JsonNode> ExpectAsync(int opcode)
    {
        var payload = await NextAsync();
        Assert.Equal(opcode, (int)payload["op"]!);
        return payload;
    }

    public Task CloseAsync(int code) => _socket.CloseOutputAsync((WebSocketCloseStatus)code, "test", Patience.Token);

    public Task CloseWithoutCodeAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.Empty, null, Patience.Token);

    /// <summary>Breaks the connection.</summary>
    public void Abort() => _context.Abort();

    public async ValueTask DisposeAsync()
    {
        await _reading;
        if (_zlib is not null)
            await _zlib.DisposeAsync();
        await _compressed.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                    break;
                _received.Writer.TryWrite(JsonNode.Parse(buffer.AsSpan(0, result.Count))!);
            }
            _closed.TrySetResult((int?)_socket.CloseStatus);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            _closed.TrySetResult(null);
        }
        _received.Writer.TryComplete();
        _finished.TrySetResult();
    }
}
