using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>One capability of the house and how it is measured. Whoever registers one is measured with the others.</summary>
internal interface IBenchmarkSuite
{
    /// <summary>A word: <c>recall</c>, <c>tasks</c>, ...</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Title { get; }

    /// <summary>Of its values, such as <c>ms</c>; scores have none.</summary>
    string Unit { get; }

    /// <summary>How many items a run takes where nobody says.</summary>
    int Standard { get; }

    /// <summary>True when it takes so little that every proposal is held to it.</summary>
    bool IsGuard { get; }

    /// <summary>Why it cannot be measured now, for people; null when it can.</summary>
    Task<string?> MissingAsync(CancellationToken cancellationToken);

    /// <summary>Makes items, the same for the same source; fewer where there are no more.</summary>
    Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken);

    /// <summary>Measures one item with these tunables in force, apart from whatever else the house does.</summary>
    Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken);

    /// <summary>How much better the second is, from -1 to 1.</summary>
    double Difference(Measurement before, Measurement after) => Math.Clamp(after.Score - before.Score, -1, 1);
}

/// <summary>Which part of a suite.</summary>
internal enum BenchmarkPart
{
    /// <summary>Anybody may look at it, and whatever proposes learns from it.</summary>
    Open = 0,

    /// <summary>Made anew for each use out of a secret of the house; nobody sees its items, and it only judges.</summary>
    Sealed = 1,
}

/// <summary>Of what items are made.</summary>
internal sealed record ItemSource(BenchmarkPart Part, int Seed);

/// <summary>One thing to measure; a suite's own items hold what it needs.</summary>
internal abstract record BenchmarkItem(string Id);

/// <summary>What came of one item.</summary>
/// <param name="Score">From 0, failed, to 1, as good as can be.</param>
/// <param name="Value">In the suite's unit.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Note">What was seen, where it is worth a line.</param>
internal sealed record Measurement(double Score, double Value, double Milliseconds, string? Note = null)
{
    /// <summary>What models took for it; the time of the clock is counted by whoever measures.</summary>
    public Cost Cost { get; init; } = Cost.None;

    /// <summary>Named parts of the value, such as the time to the first token.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = new Dictionary<string, double>();
}
