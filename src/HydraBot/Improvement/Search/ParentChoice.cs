namespace HydraBot.Improvement.Search;

/// <summary>
/// Chooses what to build on: the better an entry scored, and the fewer were made of it already, the likelier. The weight is the logistic function of
/// the score's distance from the median in median deviations, over one plus the children (Darwin-Gödel Machine, ShinkaEvolve).
/// </summary>
internal static class ParentChoice
{
    /// <summary>The place of the chosen one.</summary>
    public static int Of(Random random, IReadOnlyList<(double Score, int Children)> entries)
    {
        var weights = Weights(entries);
        var place = random.NextDouble() * weights.Sum();
        for (var at = 0; at < weights.Count; at++)
        {
            place -= weights[at];
            if (place <= 0)
                return at;
        }

        return weights.Count - 1;
    }

    public static IReadOnlyList<double> Weights(IReadOnlyList<(double Score, int Children)> entries)
    {
        var median = Median([.. entries.Select(entry => entry.Score)]);
        var deviation = Math.Max(Median([.. entries.Select(entry => Math.Abs(entry.Score - median))]), 0.01);
        return [.. entries.Select(entry => 1 / (1 + Math.Exp(-(entry.Score - median) / deviation)) / (1 + entry.Children))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : Statistics.Bootstrap.Quantile(values, 0.5);
    }
}
