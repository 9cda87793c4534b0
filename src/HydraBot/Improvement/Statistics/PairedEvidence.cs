namespace HydraBot.Improvement.Statistics;

/// <summary>
/// Evidence that a mean difference lies above a bound, gathered pair by pair. It may be looked at after every pair and the test stopped at
/// any look: while the mean lies at or below the bound, the evidence ever reaches 1/a with a chance of at most a (Ville's inequality).
/// </summary>
/// <remarks>
/// The wealth of gamblers who bet a fixed share on the next difference, averaged over the shares: Waudby-Smith and Ramdas, "Estimating means
/// of bounded random variables by betting", JRSS B 86 (2024). On wins and losses a share s is the odds (1 + s) / 2 of .55 to .95.
/// </remarks>
internal sealed class PairedEvidence
{
    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private readonly double[] _logarithms = new double[Shares.Length];
    private readonly double _bound;
    private double _sum;

    /// <param name="bound">From -1 to below 1: what the mean is at the most when there is nothing to find.</param>
    public PairedEvidence(double bound = 0)
    {
        if (bound is not (>= -1 and < 1))
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "A bound lies from -1 to below 1.");
        _bound = bound;
    }

    /// <summary>How many pairs it has seen.</summary>
    public int Count { get; private set; }

    /// <summary>The mean difference so far.</summary>
    public double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>The evidence now; 1 says nothing.</summary>
    public double Value { get; private set; } = 1;

    /// <summary>The most that it ever was; a test that was ever passed stays passed.</summary>
    public double Best { get; private set; } = 1;

    /// <summary>Takes in one difference from -1 to 1.</summary>
    public void Add(double difference)
    {
        if (difference is not (>= -1 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(difference), difference, "A difference lies from -1 to 1.");
        Count++;
        _sum += difference;
        // Scaled so that the worst difference costs a gambler exactly the share that was bet.
        var gain = _bound > -1 ? (difference - _bound) / (1 + _bound) : difference + 1;
        var sum = 0.0;
        for (var index = 0; index < Shares.Length; index++)
        {
            _logarithms[index] += Math.Log(1 + (Shares[index] * gain));
            sum += Math.Exp(Math.Min(_logarithms[index], 600));
        }

        Value = sum / Shares.Length;
        Best = Math.Max(Best, Value);
    }

    /// <summary>True once the bound is refuted at this error rate.</summary>
    public bool Refutes(double errorRate) => Best >= 1 / errorRate;
}
