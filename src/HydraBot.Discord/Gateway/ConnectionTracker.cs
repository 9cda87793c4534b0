namespace HydraBot.Discord.Gateway;

/// <summary>Keeps the <see cref="ConnectionState"/> of one shard.</summary>
internal sealed class ConnectionTracker(TimeProvider time, Action changed)
{
    private readonly Lock _lock = new();
    private ConnectionStatus _status = ConnectionStatus.Disconnected;
    private DateTimeOffset _since = time.GetUtcNow();
    private TimeSpan? _latency;
    private int _connections;
    private string? _lastClose;

    public GatewaySession Session { get; } = new();

    public ConnectionState State
    {
        get
        {
            lock (_lock)
                return new ConnectionState(_status, _since, Session.Sequence, _latency, Session.CanResume, Math.Max(0, _connections - 1), _lastClose);
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

    public void Measured(TimeSpan latency)
    {
        lock (_lock)
            _latency = latency;
    }

    private void Set(ConnectionStatus status)
    {
        lock (_lock)
        {
            if (_status == status)
                return;
            _status = status;
            _since = time.GetUtcNow();
        }
        changed();
    }
}
