namespace HydraBot.Improvement.Statistics;

/// <summary>An interval for a mean difference that holds at every look at once: the bounds that the evidence has never refuted.</summary>
internal static class ConfidenceSequence
{
    /// <summary>How finely bounds are tried.</summary>
    private const int Steps = 200;

    /// <summary>After these differences, each from -1 to 1, in the order in which they came; it covers the mean with a chance of 1 - errorRate.</summary>
    public static Interval Of(IReadOnlyList<double> differences, double errorRate) =>
        new(Lowest(differences, errorRate / 2, 1), -Lowest(differences, errorRate / 2, -1));

    /// <summary>The largest bound of which it is shown that the mean lies above it. Evidence falls as the bound rises, so it is found by halving.</summary>
    private static double Lowest(IReadOnlyList<double> differences, double errorRate, int sign)
    {
        var (shown, open) = (0, Steps);
        while (open - shown > 1)
        {
            var middle = (shown + open) / 2;
            if (IsAbove(differences, Bound(middle), errorRate, sign))
                shown = middle;
            else
                open = middle;
        }

        return Bound(shown);
    }

    private static double Bound(int step) => (2.0 * step / Steps) - 1;

    private static bool IsAbove(IReadOnlyList<double> differences, double bound, double errorRate, int sign)
    {
        var evidence = new PairedEvidence(bound);
        foreach (var difference in differences)
        {
            evidence.Add(sign * difference);
            if (evidence.Refutes(errorRate))
                return true;
        }

        return false;
    }
}
