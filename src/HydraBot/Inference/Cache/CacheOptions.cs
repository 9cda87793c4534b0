namespace HydraBot.Inference.Cache;

/// <summary>Section <c>Inference:Cache</c>: answers that are given again.</summary>
internal sealed class CacheOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Whether a question that only means the same gets the answer too.</summary>
    public bool Similar { get; set; } = true;

    /// <summary>The share of similar hits that may be wrong, 0.001 to 0.5.</summary>
    public double ErrorBound { get; set; } = 0.02;

    /// <summary>How long an answer is good.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many answers are kept; the one that was longest not asked for goes first.</summary>
    public int Entries { get; set; } = 100_000;

    /// <summary>How much room they take at most, in MiB.</summary>
    public int SizeMb { get; set; } = 256;
}
