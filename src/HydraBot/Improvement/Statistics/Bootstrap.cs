namespace HydraBot.Improvement.Statistics;

/// <summary>Intervals by resampling (Efron 1979, percentiles): for what a benchmark measured, whose distribution nobody knows.</summary>
internal static class Bootstrap
{
    private const int Resamples = 2000;

    /// <summary>The interval of a statistic; the same seed gives the same interval.</summary>
    /// <param name="values">What was measured; one value is an interval of itself.</param>
    /// <param name="statistic">Such as <see cref="Mean"/>.</param>
    /// <param name="level">Such as 0.95.</param>
    /// <param name="seed">Of the resampling.</param>
    /// <exception cref="ArgumentException">There are no values, or the level lies not between 0 and 1.</exception>
    public static Interval Of(IReadOnlyList<double> values, Func<double[], double> statistic, double level = 0.95, int seed = 1)
    {
        if (values.Count == 0)
            throw new ArgumentException("There is nothing to resample.", nameof(values));
        if (level is not (> 0 and < 1))
            throw new ArgumentException($"The level is {level}; allowed is between 0 and 1.", nameof(level));
        var random = new Random(seed);
        var sample = new double[values.Count];
        var results = new double[Resamples];
        for (var turn = 0; turn < Resamples; turn++)
        {
            for (var place = 0; place < sample.Length; place++)
                sample[place] = values[random.Next(values.Count)];
            results[turn] = statistic(sample);
        }

        Array.Sort(results);
        return new Interval(Quantile(results, (1 - level) / 2), Quantile(results, (1 + level) / 2));
    }

    public static double Mean(double[] values) => values.Average();

    /// <summary>A statistic: the value below which this share of a sample lies.</summary>
    public static Func<double[], double> At(double share) => values =>
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return Quantile(sorted, share);
    };

    /// <summary>Of sorted values, between neighbours in proportion.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
