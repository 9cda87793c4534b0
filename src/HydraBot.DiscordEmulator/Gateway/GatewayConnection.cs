using System.Net.WebSockets;
using System.Threading.Channels;
using HydraBot.DiscordEmulator.Faults;
using Queue = System.Threading.Channels.Channel;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>One WebSocket: a loop that receives, a loop that sends, and the deadline by which the client's heart must have beaten.</summary>
internal sealed partial class GatewayConnection : IDisposable
{
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMilliseconds(41_250);

    private const int MaxPayloadBytes = 4_096;
    private const int CompressFromBytes = 1_024;
    private const int PatienceFrames = 8_192;
    private const int SlowPiecesPerSecond = 20;
    private static readonly TimeSpan HeartbeatTolerance = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseHandshakeTime = TimeSpan.FromSeconds(2);

    // A client that stops reading is cut off when this is full: it can resume, the others must not wait for it.
    private readonly Channel<OutboundFrame> _outbound =
        Queue.CreateBounded<OutboundFrame>(new BoundedChannelOptions(PatienceFrames) { SingleReader = true });
    // Never disposed: a fault may still drop a connection that has just ended by itself.
    private readonly CancellationTokenSource _end = new();
    private readonly WebSocket _socket;
    private readonly ZlibStream? _zlib;
    private readonly TimeProvider _time;
    private readonly FaultBoard _faults;
    private readonly ILogger _logger;
    private readonly SlidingLimit _sendLimit;
    private readonly ITimer _heartbeatDeadline;
    private volatile bool _silent;
    private volatile bool _isOver;
    private byte[]? _heldBack;

    public GatewayConnection(WebSocket socket, bool compressTransport, TimeProvider time, FaultBoard faults, ILogger logger)
    {
        _socket = socket;
        _zlib = compressTransport ? new ZlibStream() : null;
        _time = time;
        _faults = faults;
        _logger = logger;
        _sendLimit = new SlidingLimit(limit: 120, TimeSpan.FromSeconds(60), time);
        _heartbeatDeadline = time.CreateTimer(
            _ => Close(GatewayCloseCode.SessionTimedOut, "Session timed out."), null, HeartbeatInterval + HeartbeatTolerance, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The session on this connection, once the client has identified or resumed.</summary>
    public GatewaySession? Session { get; set; }

    /// <summary>What goes wrong for this bot; null for a person.</summary>
    private ApplicationFaults? Faults => Session is { User.IsBot: true } session ? _faults.For(session.User.Id) : null;

    /// <summary>Whether the client asked for single payloads to be compressed.</summary>
    public bool CompressPayloads { get; set; }

    /// <summary>The code with which the client said goodbye, if it did.</summary>
    public int? ClientCloseCode { get; private set; }

    /// <summary>
    /// Runs until either side ends it; <paramref name="receive"/> is called for every message, one at a time, and
    /// <paramref name="left"/> when the client says goodbye, before it hears that its goodbye arrived.
    /// </summary>
    public async Task RunAsync(Action<GatewayConnection, JsonElement> receive, Action<GatewayConnection> left, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _end.Token);
        Send(GatewayPayload.Control(
            GatewayOpcode.Hello, new JsonObject { ["heartbeat_interval"] = (int)HeartbeatInterval.TotalMilliseconds, ["_trace"] = new JsonArray("emulator") }));
        var sending = SendAsync(ending.Token);
        try
        {
            await ReceiveAsync(receive, left, ending.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            LogGone(gone.Message);
        }
        finally
        {
            EndQueue();
            await sending;
        }
    }

    public void Send(byte[] payload) => Enqueue(new OutboundFrame(payload));

    /// <summary>A dispatch, which a fault may duplicate, or hold back until the next one is out. Called under the world's gate.</summary>
    public void SendDispatch(byte[] payload)
    {
        var faults = Faults;
        if (_heldBack is null && faults?.TakeReorder() == true)
        {
            _heldBack = payload;
            return;
        }
        Send(payload);
        if (faults?.TakeDuplicate() == true)
            Send(payload);
        if (_heldBack is { } held)
            Send(held);
        _heldBack = null;
    }

    /// <summary>Bytes as they are, past the compression.</summary>
    public void SendGarbage(byte[] bytes) => Enqueue(new OutboundFrame(bytes, Raw: true));

    public void Close(GatewayCloseCode code, string reason)
    {
        Enqueue(new OutboundFrame(null, code, reason));
        EndQueue();
    }

    /// <summary>Ends the connection as a pulled cable would: no close frame.</summary>
    public void Drop() => _end.CancelAfter(TimeSpan.Zero);

    /// <summary>From here on nothing is sent any more, and nothing says why.</summary>
    public void Silence() => _silent = true;

    public void Beat()
    {
        _heartbeatDeadline.Change(HeartbeatInterval + HeartbeatTolerance, Timeout.InfiniteTimeSpan);
        Send(GatewayPayload.Control(GatewayOpcode.HeartbeatAck));
    }

    public void Dispose()
    {
        _heartbeatDeadline.Dispose();
        _zlib?.Dispose();
    }

    private void Enqueue(OutboundFrame frame)
    {
        // A full queue and an ended one both refuse; only the full one is a reader that gave up, and must not miss a frame without knowing.
        if (!_outbound.Writer.TryWrite(frame) && !_isOver)
            Drop();
    }

    private void EndQueue()
    {
        _isOver = true;
        _outbound.Writer.TryComplete();
    }

    private async Task ReceiveAsync(
        Action<GatewayConnection, JsonElement> receive, Action<GatewayConnection> left, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxPayloadBytes + 1];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult frame;
            do
            {
                frame = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    // A client that answers the server's own close, with whatever code, does not say goodbye.
                    ClientCloseCode = _socket.State == WebSocketState.CloseReceived ? (int?)_socket.CloseStatus : null;
                    left(this);
                    Close(GatewayCloseCode.Normal, "");
                    return;
                }
                length += frame.Count;
            }
            while (!frame.EndOfMessage && length <= MaxPayloadBytes);
            if (!TryHandle(receive, buffer.AsMemory(0, length)))
            {
                await DrainAsync(buffer, cancellationToken);
                return;
            }
        }
    }

    private bool TryHandle(Action<GatewayConnection, JsonElement> receive, ReadOnlyMemory<byte> message)
    {
        try
        {
            if (message.Length > MaxPayloadBytes)
                throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Payload exceeds 4096 bytes.");
            if (!_sendLimit.TryTake())
                throw new GatewayCloseException(GatewayCloseCode.RateLimited, "You are being rate limited.");
            using var document = Parse(message);
            receive(this, document.RootElement);
            return true;
        }
        catch (GatewayCloseException broken)
        {
            Close(broken.Code, broken.Message);
            return false;
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException)
        {
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        }
    }

    /// <summary>Waits for the client's half of the close handshake.</summary>
    private async Task DrainAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult frame;
        do
            frame = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        while (frame.MessageType != WebSocketMessageType.Close);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _outbound.Reader.ReadAllAsync(cancellationToken))
            {
                await DelayAsync(cancellationToken);
                if (frame.Close is { } code)
                    await CloseAsync(code, frame.Reason, cancellationToken);
                else if (!_silent)
                    await SendAsync(frame, cancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            LogGone(gone.Message);
            _socket.Abort();
        }
    }

    private Task DelayAsync(CancellationToken cancellationToken)
    {
        var delay = Faults?.Delay ?? TimeSpan.Zero;
        return delay > TimeSpan.Zero ? Task.Delay(delay, _time, cancellationToken) : Task.CompletedTask;
    }

    private ValueTask SendAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Raw)
            return SendAsync(frame.Payload.AsMemory(), WebSocketMessageType.Text, cancellationToken);
        if (_zlib is not null)
            return SendAsync(_zlib.Compress(frame.Payload), WebSocketMessageType.Binary, cancellationToken);
        return CompressPayloads && frame.Payload!.Length >= CompressFromBytes
            ? SendAsync(ZlibStream.CompressAlone(frame.Payload), WebSocketMessageType.Binary, cancellationToken)
            : SendAsync(frame.Payload.AsMemory(), WebSocketMessageType.Text, cancellationToken);
    }

    /// <summary>At once, or in pieces where a fault makes the line slow.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        while (Faults?.BytesPerSecond / SlowPiecesPerSecond is { } piece && message.Length > piece)
        {
            await _socket.SendAsync(message[..piece], type, endOfMessage: false, cancellationToken);
            message = message[piece..];
            await Task.Delay(TimeSpan.FromSeconds(1.0 / SlowPiecesPerSecond), _time, cancellationToken);
        }
        await _socket.SendAsync(message, type, endOfMessage: true, cancellationToken);
    }

    private async Task CloseAsync(GatewayCloseCode code, string reason, CancellationToken cancellationToken)
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync((WebSocketCloseStatus)(int)code, reason, cancellationToken);
        // A socket's own patience is a matter of the real clock, whatever the world's clock says.
        _end.CancelAfter(CloseHandshakeTime);
    }

    [LoggerMessage(LogLevel.Debug, "A gateway connection ended: {Reason}")]
    private partial void LogGone(string reason);
}
