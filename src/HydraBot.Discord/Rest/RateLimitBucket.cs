using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Discord.Rest;

/// <summary>
/// One of Discord's limits, for one set of major parameters. Before the first answer one request goes at a time; afterwards as many as
/// the headers allow. Waiters go in order.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A SemaphoreSlim holds nothing until its wait handle is asked for.")]
internal sealed class RateLimitBucket(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TaskCompletionSource _changed = NewSignal();
    private int? _limit;
    private int _remaining;
    private int _inFlight;
    private int _waiting;
    private bool _retired;
    private DateTimeOffset _resetAt = DateTimeOffset.MaxValue;
    private DateTimeOffset _blockedUntil = DateTimeOffset.MinValue;

    /// <summary>Whether forgetting this bucket loses nothing.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return _inFlight == 0 && _waiting == 0 && _blockedUntil <= time.GetUtcNow() && (_resetAt == DateTimeOffset.MaxValue || _resetAt <= time.GetUtcNow());
        }
    }

    /// <summary>Waits for a place. Throws <see cref="DiscordException"/> when the wait would be longer than <paramref name="longestWait"/>.</summary>
    public async Task EnterAsync(RestRoute route, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        lock (_lock)
            _waiting++;
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                while (TryEnter(out var changed) is { } wait)
                {
                    if (wait > longestWait && wait != Timeout.InfiniteTimeSpan)
                        throw new DiscordException($"{route}: Discord's rate limit asks for a wait of {wait.TotalSeconds:0} s, longer than the {longestWait.TotalSeconds:0} s allowed.");
                    await changed.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            lock (_lock)
                _waiting--;
        }
    }

    /// <summary>Gives the place back without an answer.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            // No answer will ever say when the window ends: learn the limit anew, one request at a time.
            if (_inFlight == 0 && _resetAt == DateTimeOffset.MaxValue)
                _limit = null;
            Pulse();
        }
    }

    /// <summary>Gives the place back with what the answer said.</summary>
    public void Leave(RateLimitHeaders headers)
    {
        lock (_lock)
        {
            _inFlight--;
            Learn(headers);
            Pulse();
        }
    }

    /// <summary>Takes over what an answer said that came through another bucket, before Discord had named this one.</summary>
    public void Observe(RateLimitHeaders headers)
    {
        lock (_lock)
        {
            Learn(headers);
            Pulse();
        }
    }

    /// <summary>Lets everybody through to the bucket that took this one's place.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _retired = true;
            Pulse();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when entered; otherwise how long to wait unless <paramref name="changed"/> comes first.</summary>
    private TimeSpan? TryEnter(out Task changed)
    {
        lock (_lock)
        {
            changed = _changed.Task;
            var now = time.GetUtcNow();
            if (!_retired)
            {
                if (now < _blockedUntil)
                    return _blockedUntil - now;
                if (_limit is null && _inFlight > 0)
                    return Timeout.InfiniteTimeSpan;
                if (_limit is { } limit && now >= _resetAt)
                {
                    // Requests under way may be counted in the new window.
                    _remaining = limit - _inFlight;
                    _resetAt = DateTimeOffset.MaxValue;
                }
                if (_limit is not null && _remaining <= 0)
                    return _resetAt == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : _resetAt - now;
            }
            _remaining--;
            _inFlight++;
            return null;
        }
    }

    private void Learn(RateLimitHeaders headers)
    {
        var now = time.GetUtcNow();
        if (headers.RetryAfter is { } retry && !headers.IsGlobal)
            _blockedUntil = now + retry;

        if (headers is { Limit: { } limit, Remaining: { } remaining, ResetAfter: { } resetAfter })
        {
            // Requests under way were perhaps not counted yet when this answer was made.
            var left = remaining - _inFlight;
            _remaining = _limit is null || _resetAt == DateTimeOffset.MaxValue || now >= _resetAt ? left : Math.Min(_remaining, left);
            _limit = Math.Max(1, limit);
            _resetAt = now + resetAfter;
        }
        else if (headers.RetryAfter is null)
        {
            // A route without a limit.
            _limit = int.MaxValue;
            _remaining = int.MaxValue;
            _resetAt = DateTimeOffset.MaxValue;
        }
    }

    private void Pulse()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }
}
