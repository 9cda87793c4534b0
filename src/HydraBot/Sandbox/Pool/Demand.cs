namespace HydraBot.Sandbox.Pool;

/// <summary>How many workers of one language should wait ready: as many as were wanted at once lately, and none when nobody asks any more.</summary>
/// <param name="idle">For how long after the last request something is kept ready.</param>
/// <param name="keep">Kept ready always.</param>
internal sealed class Demand(TimeSpan idle, int keep)
{
    /// <summary>A wave of requests is remembered this long.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    /// <summary>Requests this close behind each other want as many workers, since each takes a moment to start.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(3);

    private readonly Queue<DateTimeOffset> _burst = new();
    private DateTimeOffset? _last;
    private DateTimeOffset _peakAt;
    private int _peak;
    private int _busy;

    /// <summary>Somebody wants one.</summary>
    public void Enter(DateTimeOffset now)
    {
        _last = now;
        _busy++;
        _burst.Enqueue(now);
        while (now - _burst.Peek() > Burst)
            _burst.Dequeue();
        var wanted = Math.Max(_busy, _burst.Count);
        if (wanted >= _peak || now - _peakAt > Lately)
            (_peak, _peakAt) = (wanted, now);
    }

    /// <summary>Somebody is done with one.</summary>
    public void Leave() => _busy--;

    /// <summary>How many should wait.</summary>
    public int Wanted(DateTimeOffset now, int most) => _last is { } last && now - last <= idle
        ? Math.Clamp(now - _peakAt <= Lately ? _peak : 1, Math.Min(1, most), most)
        : Math.Min(keep, most);
}
