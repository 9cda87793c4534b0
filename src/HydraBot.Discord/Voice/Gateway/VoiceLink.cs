using System.Net.WebSockets;
using System.Text.Json;
using HydraBot.Discord.Gateway;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Voice.Gateway;

/// <summary>One WebSocket to the voice gateway, from HELLO to its end: identifies or resumes, beats, and hands messages on in order.</summary>
internal sealed partial class VoiceLink(VoiceServer server, VoiceSequence sequence, TimeProvider time, ILogger logger) : IDisposable
{
    private const int InvalidMessagesInRow = 5;
    private static readonly TimeSpan OpeningTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly GatewaySocket _socket = new(compressed: false);
    private readonly TaskCompletionSource<TimeSpan> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Heartbeat? _heartbeat;
    private int _invalid;

    /// <summary>Stays until the connection ends; returns the close code (null: it broke) and why.</summary>
    public async Task<(int? Code, string Reason)> RunAsync(bool resume, Func<VoiceMessage, Task> handle, CancellationToken cancellationToken)
    {
        using var opening = new CancellationTokenSource(OpeningTimeout, time);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(opening.Token, cancellationToken);
            await _socket.ConnectAsync(server.Address, either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, $"no connection to {server.Address.Authority}: {e.Message}");
        }

        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var receiveAbort = new CancellationTokenSource();
        var receiving = ReceiveAllAsync(resume, handle, receiveAbort.Token);
        var beating = BeatAsync(opening.Token, abort.Token);
        try
        {
            var (code, reason) = await await Task.WhenAny(receiving, beating);
            if (cancellationToken.IsCancellationRequested)
                await CloseAsync((int)WebSocketCloseStatus.NormalClosure, "leaving");
            else if (code == VoiceCloseCodes.KeepSession)
                await CloseAsync(VoiceCloseCodes.KeepSession, reason);
            return (code, reason);
        }
        finally
        {
            await abort.CancelAsync();
            await receiveAbort.CancelAsync();
            await ((Task)Task.WhenAll(receiving, beating)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task SendAsync(byte[] payload, CancellationToken cancellationToken, bool binary = false) => _socket.SendAsync(payload, cancellationToken, binary);

    public void Dispose() => _socket.Dispose();

    private async Task<(int?, string)> ReceiveAllAsync(bool resume, Func<VoiceMessage, Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            while (await _socket.ReceiveAsync(cancellationToken))
            {
                if (!await HandleAsync(resume, handle, cancellationToken))
                    return (VoiceCloseCodes.KeepSession, $"{_invalid} invalid messages in a row");
            }
            return (_socket.CloseCode, VoiceCloseCodes.Explain(_socket.CloseCode, _socket.CloseReason));
        }
        catch (Exception e) when (e is WebSocketException or InvalidDataException or IOException)
        {
            return (null, $"the voice connection broke: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return (null, "cancelled");
        }
    }

    /// <summary>False: too many messages in a row could not be read.</summary>
    private async Task<bool> HandleAsync(bool resume, Func<VoiceMessage, Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            var message = VoiceMessage.Read(_socket.Message(), _socket.IsBinary);
            await DispatchAsync(message, resume, handle, cancellationToken);
            if (message.Sequence is { } number)
                sequence.Last = number;
            _invalid = 0;
            return true;
        }
        catch (JsonException e)
        {
            LogInvalid(++_invalid, e.Message);
            return _invalid <= InvalidMessagesInRow;
        }
    }

    private async Task DispatchAsync(VoiceMessage message, bool resume, Func<VoiceMessage, Task> handle, CancellationToken cancellationToken)
    {
        switch (message.Opcode)
        {
            case VoiceOpcode.Hello:
                var interval = message.Get(VoiceJson.Default.VoiceHello).HeartbeatInterval;
                if (interval is not (> 0 and < int.MaxValue))
                    throw new JsonException("HELLO has a heartbeat_interval.");
                await SendAsync(resume ? VoicePayloads.Resume(server, sequence.Last) : VoicePayloads.Identify(server), cancellationToken);
                _hello.TrySetResult(TimeSpan.FromMilliseconds(interval));
                break;
            case VoiceOpcode.HeartbeatAck:
                _heartbeat?.Acknowledge();
                break;
            default:
                await handle(message);
                break;
        }
    }

    private async Task<(int?, string)> BeatAsync(CancellationToken opening, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(opening, cancellationToken);
            var interval = await _hello.Task.WaitAsync(either.Token);
            _heartbeat = new Heartbeat(time, token => SendAsync(VoicePayloads.Heartbeat(time.GetUtcNow().ToUnixTimeMilliseconds(), sequence.Last), token));
            await _heartbeat.RunAsync(interval, cancellationToken);
            return (VoiceCloseCodes.KeepSession, "a heartbeat was not acknowledged");
        }
        catch (OperationCanceledException) when (opening.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (VoiceCloseCodes.KeepSession, $"no HELLO in {OpeningTimeout.TotalSeconds:0} s");
        }
        catch (WebSocketException e)
        {
            return (null, $"the voice connection broke: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return (null, "cancelled");
        }
    }

    private async Task CloseAsync(int code, string reason)
    {
        using var timeout = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            await _socket.CloseAsync(code, reason, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            LogGoodbyeFailed(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Invalid message {Count} in a row from the voice gateway: {Reason}")]
    private partial void LogInvalid(int count, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The voice connection could not be closed in good order: {Reason}")]
    private partial void LogGoodbyeFailed(string reason);
}
