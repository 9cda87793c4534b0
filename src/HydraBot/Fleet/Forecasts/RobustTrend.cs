namespace HydraBot.Fleet.Forecasts;

/// <summary>A line through points that outliers do not move: the median of all slopes between two of them.</summary>
/// <remarks>Theil 1950, Sen 1968; the bounds of the slope by Kendall's variance, as in Hollander and Wolfe, Nonparametric Statistical Methods.</remarks>
/// <param name="Slope">Per unit of x.</param>
/// <param name="Intercept">At x = 0.</param>
/// <param name="LowSlope">The slope is above it nineteen times of twenty.</param>
/// <param name="HighSlope">And below this.</param>
/// <param name="Spread">Of the points about the line: the median absolute deviation, scaled to a standard deviation.</param>
internal readonly record struct RobustTrend(double Slope, double Intercept, double LowSlope, double HighSlope, double Spread)
{
    private const double Normal90 = 1.645, MadToDeviation = 1.4826;

    public double At(double x) => Intercept + (Slope * x);

    /// <summary>The line through at least two points of different x.</summary>
    public static RobustTrend Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var slopes = new List<double>(x.Length * (x.Length - 1) / 2);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = i + 1; j < x.Length; j++)
            {
                if (x[j] > x[i])
                    slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
            }
        }

        if (slopes.Count == 0)
            return new RobustTrend(0, y.Length > 0 ? y[0] : 0, 0, 0, 0);
        slopes.Sort();
        var slope = Middle(slopes);
        double n = x.Length;
        var reach = Normal90 * Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18);
        var low = (int)Math.Floor((slopes.Count - reach) / 2);
        var high = (int)Math.Ceiling((slopes.Count + reach) / 2);
        var rests = new List<double>(x.Length);
        for (var i = 0; i < x.Length; i++)
            rests.Add(y[i] - (slope * x[i]));
        var intercept = Median(rests);
        var spread = Median([.. rests.Select(rest => Math.Abs(rest - intercept))]) * MadToDeviation;
        return new RobustTrend(slope, intercept, slopes[Math.Clamp(low, 0, slopes.Count - 1)], slopes[Math.Clamp(high, 0, slopes.Count - 1)], spread);
    }

    public static double Median(List<double> values)
    {
        values.Sort();
        return Middle(values);
    }

    private static double Middle(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
