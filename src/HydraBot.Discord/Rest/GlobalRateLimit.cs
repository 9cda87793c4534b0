namespace HydraBot.Discord.Rest;

/// <summary>The limit over all routes: so many requests in any second, and none while Discord says so.</summary>
internal sealed class GlobalRateLimit(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // The times of the last requests, oldest at _next: exact over any second, not only over clock seconds.
    private readonly DateTimeOffset[] _sent = new DateTimeOffset[perSecond];
    private int _next;
    private DateTimeOffset _blockedUntil = DateTimeOffset.MinValue;

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (TryEnter() is { } wait)
            await Task.Delay(wait, time, cancellationToken);
    }

    public void Block(TimeSpan duration)
    {
        lock (_lock)
            _blockedUntil = time.GetUtcNow() + duration;
    }

    private TimeSpan? TryEnter()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var free = _sent[_next] == default ? now : _sent[_next] + Window;
            var at = free > _blockedUntil ? free : _blockedUntil;
            if (at > now)
                return at - now;
            _sent[_next] = now;
            _next = (_next + 1) % _sent.Length;
            return null;
        }
    }
}
