using System.Net.WebSockets;

namespace HydraBot.Discord.Gateway;

/// <summary>The WebSocket: whole messages in, whole payloads out, one sender at a time.</summary>
internal sealed class GatewaySocket : IDisposable
{
    private const int LargestMessage = 64 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly FrameBuffer _frame = new(LargestMessage);
    private readonly ZlibStreamDecoder? _decoder;

    public GatewaySocket(bool compressed)
    {
        _decoder = compressed ? new ZlibStreamDecoder(LargestMessage) : null;
        // Discord's own heartbeat does what a ping would.
        _socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
    }

    /// <summary>The code of the peer's close; null while open, and for a close without one.</summary>
    public int? CloseCode => _socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? (int)status : null;

    public string? CloseReason => _socket.CloseStatusDescription;

    public Task ConnectAsync(Uri address, CancellationToken cancellationToken) => _socket.ConnectAsync(address, cancellationToken);

    /// <summary>Waits for one message. False: the peer closed.</summary>
    public async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        _frame.Clear();
        while (true)
        {
            var received = await _socket.ReceiveAsync(_frame.Free(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return false;
            _frame.Advance(received.Count);
            IsBinary = received.MessageType == WebSocketMessageType.Binary;
            if (received.EndOfMessage && (_decoder is null || !IsBinary || ZlibStreamDecoder.IsComplete(_frame.Written)))
                return true;
        }
    }

    /// <summary>The message received last, decompressed. Valid until the next receive.</summary>
    public ReadOnlySpan<byte> Message() => IsBinary && _decoder is not null ? _decoder.Decode(_frame.Written) : _frame.Written;

    /// <summary>Whether the message received last was binary.</summary>
    public bool IsBinary { get; private set; }

    public async Task SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken, bool binary = false)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var type = binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
            await _socket.SendAsync(payload, type, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye with a code; the peer's own goodbye is not waited for.</summary>
    public async Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
        _frame.Dispose();
        _decoder?.Dispose();
    }
}
