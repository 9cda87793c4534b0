namespace HydraBot.Sandbox.Pool;

/// <summary>After a few starts ahead that failed, none is tried for a while: longer each time, until one goes well. Requests start their own meanwhile.</summary>
internal sealed class StartFailures
{
    private const int Threshold = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>In a row.</summary>
    public int Count { get; private set; }

    /// <summary>True while nothing is started ahead.</summary>
    public bool IsPaused(DateTimeOffset now) => now < _until;

    public void Failed(DateTimeOffset now)
    {
        Count++;
        if (Count >= Threshold)
            _until = now + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(Count - Threshold, 16)));
    }

    public void Succeeded() => (Count, _until) = (0, DateTimeOffset.MinValue);
}
