namespace HydraBot.Inference.Resilience;

/// <summary>Section <c>Inference:Breaker</c>: when a backend is left alone.</summary>
internal sealed class BreakerOptions
{
    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; } = 5;

    /// <summary>How long the first time; each further time twice as long.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest, also where the backend asks for longer.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Section <c>Inference:Queue</c>: who waits for a backend with limited places.</summary>
internal sealed class QueueOptions
{
    /// <summary>How many wait for one endpoint.</summary>
    public int Waiting { get; set; } = 1000;

    /// <summary>How long.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Section <c>Inference:Hedge</c>: a second backend is asked when the first is slower than usual.</summary>
internal sealed class HedgeOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Never before this, however fast a backend usually is.</summary>
    public TimeSpan Least { get; set; } = TimeSpan.FromMilliseconds(250);
}
