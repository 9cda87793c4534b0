using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Gateway;

/// <summary>One connection from HELLO to its end. https://discord.com/developers/docs/events/gateway#connection-lifecycle</summary>
internal sealed partial class GatewayConnection : IDisposable
{
    private const int InvalidFramesInRow = 5;
    private static readonly TimeSpan OpeningTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly DiscordClientOptions _options;
    private readonly ShardPlace _shard;
    private readonly GatewaySession _session;
    private readonly EventDispatcher _dispatcher;
    private readonly ConnectionTracker _tracker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GatewaySocket _socket;
    private readonly SendLimiter _limiter;
    private readonly Heartbeat _heartbeat;
    private readonly TaskCompletionSource<TimeSpan> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _opening;
    private int _invalidFrames;

    public GatewayConnection(
        DiscordClientOptions options,
        ShardPlace shard,
        GatewaySession session,
        EventDispatcher dispatcher,
        ConnectionTracker tracker,
        TimeProvider time,
        ILogger logger)
    {
        _options = options;
        _shard = shard;
        _session = session;
        _dispatcher = dispatcher;
        _tracker = tracker;
        _time = time;
        _logger = logger;
        _socket = new GatewaySocket(options.Compress);
        _limiter = new SendLimiter(time);
        _heartbeat = new Heartbeat(time, SendHeartbeatAsync);
        _opening = new CancellationTokenSource(OpeningTimeout, time);
    }

    /// <summary>Called when IDENTIFY goes out.</summary>
    public Action? Identifying { get; init; }

    /// <summary>Whether READY or RESUMED came.</summary>
    public bool WasReady { get; private set; }

    /// <summary>Connects and stays until the connection ends or is cancelled. Never throws for what the peer does.</summary>
    public async Task<ConnectionEnd> RunAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_opening.Token, cancellationToken);
            await _socket.ConnectAsync(address, either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new ConnectionEnd(CloseReaction.Resume, $"no connection to {address.GetLeftPart(UriPartial.Authority)}: {e.Message}");
        }

        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A cancelled receive would break the socket before it can say goodbye, so the receive has a token of its own.
        using var receiveAbort = new CancellationTokenSource();
        var receiving = ReceiveAllAsync(receiveAbort.Token);
        var beating = BeatAsync(abort.Token);
        try
        {
            var end = await await Task.WhenAny(receiving, beating);
            if ((cancellationToken.IsCancellationRequested ? (int)WebSocketCloseStatus.NormalClosure : end.OwnCloseCode) is { } code)
                await CloseAsync(code, end.Reason);
            return end;
        }
        finally
        {
            await abort.CancelAsync();
            await receiveAbort.CancelAsync();
            await ((Task)Task.WhenAll(receiving, beating)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends when the limit of 120 in a minute has room.</summary>
    public async Task SendAsync(byte[] payload, CancellationToken cancellationToken)
    {
        await _limiter.EnterAsync(cancellationToken);
        await _socket.SendAsync(payload, cancellationToken);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _opening.Dispose();
    }

    private async Task<ConnectionEnd> ReceiveAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _socket.ReceiveAsync(cancellationToken))
            {
                if (await HandleAsync(cancellationToken) is { } end)
                    return end;
            }
            return new ConnectionEnd(CloseCodes.ReactionTo(_socket.CloseCode), CloseCodes.Explain(_socket.CloseCode, _socket.CloseReason));
        }
        catch (WebSocketException e)
        {
            return new ConnectionEnd(CloseReaction.Resume, $"the connection broke: {e.Message}");
        }
        catch (DiscordException e)
        {
            return new ConnectionEnd(CloseReaction.Stop, e.Message) { OwnCloseCode = CloseCodes.KeepSession };
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new ConnectionEnd(CloseReaction.Resume, $"the connection carried something unreadable: {e.Message}") { OwnCloseCode = CloseCodes.KeepSession };
        }
        catch (OperationCanceledException)
        {
            return new ConnectionEnd(CloseReaction.Resume, "cancelled");
        }
    }

    private async Task<ConnectionEnd> BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_opening.Token, cancellationToken);
            var interval = await _hello.Task.WaitAsync(either.Token);
            await _heartbeat.RunAsync(interval, cancellationToken);
            return new ConnectionEnd(CloseReaction.Resume, "a heartbeat was not acknowledged") { OwnCloseCode = CloseCodes.KeepSession };
        }
        catch (OperationCanceledException) when (_opening.IsCancellationRequested)
        {
            return new ConnectionEnd(CloseReaction.Resume, $"no HELLO in {OpeningTimeout.TotalSeconds:0} s") { OwnCloseCode = CloseCodes.KeepSession };
        }
        catch (WebSocketException e)
        {
            return new ConnectionEnd(CloseReaction.Resume, $"the connection broke: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return new ConnectionEnd(CloseReaction.Resume, "cancelled");
        }
    }

    private async Task CloseAsync(int code, string reason)
    {
        using var timeout = new CancellationTokenSource(CloseTimeout, _time);
        try
        {
            await _socket.CloseAsync(code, reason, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            LogGoodbyeFailed(e.Message);
        }
    }

    /// <summary>Handles the message received last. Not null: the connection is over.</summary>
    private ValueTask<ConnectionEnd?> HandleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var envelope = GatewayEnvelope.Read(_socket.Message());
            var handled = Handle(envelope, cancellationToken);
            _invalidFrames = 0;
            return handled;
        }
        catch (JsonException e)
        {
            _dispatcher.CountUnreadable();
            LogInvalidFrame(++_invalidFrames, InvalidFramesInRow, e.Message);
            return new(_invalidFrames > InvalidFramesInRow
                ? new ConnectionEnd(CloseReaction.Resume, $"{_invalidFrames} invalid frames in a row") { OwnCloseCode = CloseCodes.KeepSession }
                : null);
        }
    }

    private ValueTask<ConnectionEnd?> Handle(GatewayEnvelope envelope, CancellationToken cancellationToken)
    {
        switch (envelope.Opcode)
        {
            case GatewayOpcode.Dispatch:
                Dispatch(envelope);
                return default;
            case GatewayOpcode.Heartbeat:
                return Sent(SendHeartbeatAsync(cancellationToken));
            case GatewayOpcode.HeartbeatAck:
                if (_heartbeat.Acknowledge() is { } latency)
                    _tracker.Measured(latency);
                return default;
            case GatewayOpcode.Hello:
                _hello.TrySetResult(HelloInterval(envelope.Data));
                _opening.CancelAfter(Timeout.InfiniteTimeSpan);
                return Sent(SendFirstAsync(cancellationToken));
            case GatewayOpcode.Reconnect:
                return new(new ConnectionEnd(CloseReaction.Resume, "Discord asked to reconnect") { OwnCloseCode = CloseCodes.KeepSession });
            case GatewayOpcode.InvalidSession:
                return new(InvalidSession(resumable: envelope.Data.SequenceEqual("true"u8)));
            default:
                LogUnknownOpcode((int)envelope.Opcode);
                return default;
        }
    }

    private static async ValueTask<ConnectionEnd?> Sent(Task sending)
    {
        await sending;
        return null;
    }

    private void Dispatch(GatewayEnvelope envelope)
    {
        if (envelope.Sequence is not { } sequence || envelope.EventName.IsEmpty)
            throw new JsonException("A dispatch has 's' and 't'.");
        var isReady = envelope.EventName.SequenceEqual("READY"u8);
        if (isReady)
            Begin(envelope.Data);
        if (!_dispatcher.TryRead(envelope, out var received) && !_dispatcher.TryRead(GatewayEnvelope.Read(envelope.Frame, walk: true), out received))
            throw new JsonException($"The payload of {Encoding.UTF8.GetString(envelope.EventName)} is not JSON.");
        if (!_session.Advance(sequence))
            return;
        _dispatcher.CountReceived();
        received?.Accept();
        if (isReady || envelope.EventName.SequenceEqual("RESUMED"u8))
        {
            WasReady = true;
            LogReady(isReady ? "new session" : "resumed");
            _tracker.BecameReady();
        }
    }

    private void Begin(ReadOnlySpan<byte> data)
    {
        var ready = JsonSerializer.Deserialize(data, DiscordJson.Default.Ready)!;
        // The same READY twice is a repetition, not a new session.
        if (ready.SessionId == _session.Id)
            return;
        _session.Forget();
        _session.Begin(ready.SessionId, ready.ResumeGatewayUrl);
    }

    private static TimeSpan HelloInterval(ReadOnlySpan<byte> data)
    {
        var hello = JsonSerializer.Deserialize(data, DiscordJson.Default.Hello);
        return hello is { HeartbeatInterval: > 0 } ? TimeSpan.FromMilliseconds(hello.HeartbeatInterval) : throw new JsonException("HELLO has a heartbeat_interval.");
    }

    private static ConnectionEnd InvalidSession(bool resumable) => resumable
        ? new ConnectionEnd(CloseReaction.Resume, "Discord asked to resume again") { OwnCloseCode = CloseCodes.KeepSession }
        : new ConnectionEnd(CloseReaction.Identify, "the session is not valid any more")
        {
            OwnCloseCode = CloseCodes.KeepSession,
            Pause = TimeSpan.FromSeconds(1 + (4 * Random.Shared.NextDouble())),
        };

    private Task SendFirstAsync(CancellationToken cancellationToken)
    {
        _limiter.Count();
        if (_session is { CanResume: true, Id: { } id, Sequence: { } sequence })
            return _socket.SendAsync(GatewayPayloads.Resume(_options.Token, id, sequence), cancellationToken);
        Identifying?.Invoke();
        return _socket.SendAsync(GatewayPayloads.Identify(_options, _shard), cancellationToken);
    }

    private Task SendHeartbeatAsync(CancellationToken cancellationToken)
    {
        _limiter.Count();
        return _socket.SendAsync(GatewayPayloads.Heartbeat(_session.Sequence), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The gateway is ready ({How})")]
    private partial void LogReady(string how);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Invalid frame {Count} in a row ({Tolerated} are tolerated): {Reason}")]
    private partial void LogInvalidFrame(int count, int tolerated, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unknown gateway opcode {Opcode}")]
    private partial void LogUnknownOpcode(int opcode);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The connection could not be closed in good order: {Reason}")]
    private partial void LogGoodbyeFailed(string reason);
}
