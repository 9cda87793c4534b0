namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>At most so many in so long a time, counted over a sliding window.</summary>
internal sealed class SlidingLimit(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Queue<DateTimeOffset> _taken = new();

    public bool TryTake()
    {
        var now = time.GetUtcNow();
        while (_taken.TryPeek(out var oldest) && now - oldest >= window)
            _taken.Dequeue();
        if (_taken.Count >= limit)
            return false;
        _taken.Enqueue(now);
        return true;
    }
}
