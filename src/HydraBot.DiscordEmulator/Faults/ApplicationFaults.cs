namespace HydraBot.DiscordEmulator.Faults;

/// <summary>What goes wrong for one application until somebody says <c>none</c> or the count has run down.</summary>
internal sealed class ApplicationFaults
{
    private readonly Lock _lock = new();
    private int _duplicates;
    private int _reorders;
    private int? _bytesPerSecond;
    private RateLimitFault? _rateLimit;
    private ServerErrorFault? _serverError;
    private TimeSpan _delay;

    /// <summary>How long every frame and every answer is held back.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (_lock)
                return _delay;
        }
        set
        {
            lock (_lock)
                _delay = value;
        }
    }

    /// <summary>How fast a frame goes out, in pieces; null for at once.</summary>
    public int? BytesPerSecond
    {
        get
        {
            lock (_lock)
                return _bytesPerSecond;
        }
        set
        {
            lock (_lock)
                _bytesPerSecond = value;
        }
    }

    public void Duplicate(int count)
    {
        lock (_lock)
            _duplicates = count;
    }

    public void Reorder(int count)
    {
        lock (_lock)
            _reorders = count;
    }

    public void RateLimit(RateLimitFault fault)
    {
        lock (_lock)
            _rateLimit = fault;
    }

    public void ServerError(ServerErrorFault fault)
    {
        lock (_lock)
            _serverError = fault;
    }

    public void Clear()
    {
        lock (_lock)
            (_duplicates, _reorders, _bytesPerSecond, _rateLimit, _serverError, _delay) = (0, 0, null, null, null, TimeSpan.Zero);
    }

    public bool TakeDuplicate()
    {
        lock (_lock)
            return _duplicates > 0 && _duplicates-- > 0;
    }

    public bool TakeReorder()
    {
        lock (_lock)
            return _reorders > 0 && _reorders-- > 0;
    }

    public RateLimitFault? TakeRateLimit()
    {
        lock (_lock)
        {
            var fault = _rateLimit;
            _rateLimit = fault is { Count: > 1 } ? fault with { Count = fault.Count - 1 } : null;
            return fault;
        }
    }

    public ServerErrorFault? TakeServerError()
    {
        lock (_lock)
        {
            var fault = _serverError;
            _serverError = fault is { Count: > 1 } ? fault with { Count = fault.Count - 1 } : null;
            return fault;
        }
    }
}
