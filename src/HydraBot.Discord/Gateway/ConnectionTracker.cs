using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Gateway;

/// <summary>Keeps <see cref="ConnectionState"/>, and lets others wait until events arrive.</summary>
internal sealed partial class ConnectionTracker(TimeProvider time, GatewaySession session, ILogger<ConnectionTracker> logger)
{
    private readonly ILogger _logger = logger;
    private readonly Lock _lock = new();
    private TaskCompletionSource _ready = NewSignal();
    private ConnectionStatus _status = ConnectionStatus.Disconnected;
    private DateTimeOffset _since = time.GetUtcNow();
    private TimeSpan? _latency;
    private int _connections;
    private string? _lastClose;

    public Action<ConnectionState>? Changed { get; set; }

    public ConnectionState State
    {
        get
        {
            lock (_lock)
                return new ConnectionState(_status, _since, session.Sequence, _latency, session.CanResume, Math.Max(0, _connections - 1), _lastClose);
        }
    }

    public Task Ready
    {
        get
        {
            lock (_lock)
                return _ready.Task;
        }
    }

    public void Connecting(bool resuming)
    {
        lock (_lock)
            _connections++;
        Set(resuming ? ConnectionStatus.Resuming : ConnectionStatus.Connecting);
    }

    public void BecameReady() => Set(ConnectionStatus.Ready);

    public void Ended(string reason)
    {
        lock (_lock)
            _lastClose = reason;
        Set(ConnectionStatus.Disconnected);
    }

    /// <summary>Nobody waits for a client that has given up.</summary>
    public void Failed(Exception error)
    {
        lock (_lock)
        {
            _ready.TrySetException(error);
            // Perhaps nobody waits; the error itself is thrown by the run.
            _ = _ready.Task.Exception;
        }
    }

    public void Measured(TimeSpan latency)
    {
        lock (_lock)
            _latency = latency;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Set(ConnectionStatus status)
    {
        lock (_lock)
        {
            if (_status == status)
                return;
            _status = status;
            _since = time.GetUtcNow();
            if (status == ConnectionStatus.Ready)
                _ready.TrySetResult();
            else if (_ready.Task.IsCompleted)
                _ready = NewSignal();
        }
        try
        {
            Changed?.Invoke(State);
        }
        catch (Exception e)
        {
            // What somebody does with the news must not cost the connection.
            LogObserverFailed(e, status);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "StateChanged failed for {Status}")]
    private partial void LogObserverFailed(Exception error, ConnectionStatus status);
}
