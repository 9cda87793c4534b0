namespace HydraBot.Fleet.Forecasts;

/// <summary>What of a series comes back every day, by the hour.</summary>
internal static class DailyRhythm
{
    private const int Hours = 24;

    /// <summary>Without less than this many days a rhythm is a guess.</summary>
    private const double FewestDays = 2.5;

    /// <param name="hours">When, in hours.</param>
    /// <param name="values">What.</param>
    /// <returns>What to take away at each hour of the day; zeros where there is no rhythm worth it.</returns>
    public static double[] Of(ReadOnlySpan<double> hours, ReadOnlySpan<double> values)
    {
        var rhythm = new double[Hours];
        if (hours.Length < Hours || hours[^1] - hours[0] < FewestDays * Hours)
            return rhythm;
        var trend = RobustTrend.Fit(hours, values);
        var byHour = Enumerable.Range(0, Hours).Select(_ => new List<double>()).ToArray();
        for (var i = 0; i < hours.Length; i++)
            byHour[Hour(hours[i])].Add(values[i] - trend.At(hours[i]));
        for (var hour = 0; hour < Hours; hour++)
            rhythm[hour] = byHour[hour].Count >= 2 ? RobustTrend.Median([.. byHour[hour]]) : 0;

        var (before, after) = (new List<double>(), new List<double>());
        for (var i = 0; i < hours.Length; i++)
        {
            var rest = values[i] - trend.At(hours[i]);
            before.Add(Math.Abs(rest));
            after.Add(Math.Abs(rest - rhythm[Hour(hours[i])]));
        }

        return RobustTrend.Median(after) < 0.7 * RobustTrend.Median(before) ? rhythm : new double[Hours];
    }

    public static int Hour(double hours) => (int)(((Math.Floor(hours) % Hours) + Hours) % Hours);
}
