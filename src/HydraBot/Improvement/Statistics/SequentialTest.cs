namespace HydraBot.Improvement.Statistics;

/// <summary>What is settled before the first pair is looked at.</summary>
/// <param name="ErrorRate">The chance that something that is no better is taken, however often is looked.</param>
/// <param name="MinimumEffect">A smaller mean difference is not worth a change, even when it is real.</param>
/// <param name="HarmMargin">How much worse counts as harm and stops the test early.</param>
/// <param name="Most">Pairs after which nothing was shown.</param>
/// <param name="HarmErrorRate">The chance that something harmless is stopped as harmful; the error rate where it is null.</param>
internal sealed record SequentialPlan(double ErrorRate, double MinimumEffect, double HarmMargin, int Most, double? HarmErrorRate = null);

/// <summary>How a test stands.</summary>
internal enum SequentialVerdict
{
    /// <summary>More pairs are needed.</summary>
    Open,

    /// <summary>Better, by the minimum effect at least.</summary>
    Better,

    /// <summary>Worse by more than the margin.</summary>
    Harmful,

    /// <summary>All pairs are used up and it was not shown to be better.</summary>
    NotShown,
}

/// <summary>Compares two variants pair by pair and stops as soon as it is clear; valid at every look.</summary>
internal sealed class SequentialTest(SequentialPlan plan)
{
    private readonly PairedEvidence _better = new();
    private readonly PairedEvidence _harmful = new(plan.HarmMargin);
    private readonly List<double> _differences = [];
    private bool _differs;

    public SequentialPlan Plan => plan;

    public IReadOnlyList<double> Differences => _differences;

    public int Count => _differences.Count;

    public double Mean => _better.Mean;

    /// <summary>The evidence for better, and for harm.</summary>
    public (double Better, double Harm) Evidence => (_better.Best, _harmful.Best);

    public SequentialVerdict Verdict { get; private set; }

    /// <summary>Takes in the difference of one pair, the new minus the old, from -1 to 1. After the end nothing changes any more.</summary>
    public SequentialVerdict Add(double difference)
    {
        if (Verdict != SequentialVerdict.Open)
            return Verdict;
        _differences.Add(difference);
        _differs |= difference != 0;
        _better.Add(difference);
        _harmful.Add(-difference);
        return Verdict = (_better.Refutes(plan.ErrorRate), _harmful.Refutes(plan.HarmErrorRate ?? plan.ErrorRate)) switch
        {
            (true, _) when _better.Mean >= plan.MinimumEffect => SequentialVerdict.Better,
            (_, true) => SequentialVerdict.Harmful,
            // What never differed is not going to: to stop without a finding costs no error.
            _ => Count >= plan.Most || (!_differs && Count >= Math.Max(20, plan.Most / 4)) ? SequentialVerdict.NotShown : SequentialVerdict.Open,
        };
    }

    /// <summary>The interval of the mean difference that holds at this look and every other.</summary>
    public Interval Interval() => ConfidenceSequence.Of(_differences, plan.ErrorRate);
}
