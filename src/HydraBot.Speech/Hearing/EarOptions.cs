namespace HydraBot.Speech.Hearing;

/// <summary>When a sentence begins and ends, and what wakes.</summary>
public sealed record EarOptions
{
    /// <summary>Probability from which on somebody speaks.</summary>
    public float Begin { get; init; } = 0.5f;

    /// <summary>Probability below which nobody does.</summary>
    public float End { get; init; } = 0.35f;

    /// <summary>Silence after which a sentence is over.</summary>
    public TimeSpan Endpoint { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest sentence; what goes on is cut there.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Speech shorter than that is a cough.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMilliseconds(190);

    /// <summary>How long after waking a sentence may begin.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Score from which on a wake word counts.</summary>
    public float WakeThreshold { get; init; } = 0.5f;

    /// <summary>Steps of 80 ms in a row that must reach it.</summary>
    public int WakePatience { get; init; } = 1;

    /// <summary>How long after waking it cannot wake again.</summary>
    public TimeSpan WakeRest { get; init; } = TimeSpan.FromSeconds(1.5);
}
