using HydraBot.Fleet.Metrics;

namespace HydraBot.Fleet.Forecasts;

/// <summary>Tells when a series reaches its limit, and is silent where the past does not tell.</summary>
/// <remarks>
/// A robust trend on what is left when the daily rhythm is taken away, from the last break on. It speaks only of growth that is sure, that still goes on
/// in the last third, and, where something is cleaned up again and again, that is seen in the peaks too.
/// </remarks>
internal static class Forecaster
{
    private const int FewestPoints = 12, MostPoints = 240, PathSteps = 24;

    /// <summary>A last third that grows by less than this part of the whole has levelled out.</summary>
    private const double StillGrowing = 0.35;

    /// <param name="points">The past, oldest first.</param>
    /// <param name="limit">What must not be reached.</param>
    /// <param name="horizon">How far ahead is looked.</param>
    /// <returns>Null when there is too little past.</returns>
    public static Forecast? Forecast(IReadOnlyList<MetricPoint> points, double limit, TimeSpan horizon)
    {
        if (points.Count < FewestPoints)
            return null;
        var thinned = Thin(points);
        var origin = thinned[^1].At;
        var x = thinned.Select(point => (point.At - origin).TotalHours).ToArray();
        var clock = thinned.Select(point => point.At.ToUnixTimeSeconds() / 3600.0).ToArray();
        var rhythm = DailyRhythm.Of(clock, thinned.Select(point => point.Value).ToArray());
        var y = thinned.Select((point, index) => point.Value - rhythm[DailyRhythm.Hour(clock[index])]).ToArray();

        var drops = Breaks(y, downward: true);
        if (drops.Count >= 2)
            return OfPeaks(x, y, drops, origin, limit, horizon);
        var start = Breaks(y, downward: null) is [.., var last] && y.Length - last >= FewestPoints ? last : 0;
        var (tail, values) = (x[start..], y[start..]);
        // What was flat for long and then began to grow is read from where it began.
        for (var half = values.Length / 2; half >= FewestPoints && Began(tail, values, half); half = values.Length / 2)
            (tail, values) = (tail[half..], values[half..]);
        return Tell(tail, values, rhythm, origin, limit, horizon);
    }

    private static Forecast Tell(double[] x, double[] y, double[] rhythm, DateTimeOffset origin, double limit, TimeSpan horizon)
    {
        var whole = RobustTrend.Fit(x, y);
        var third = x.Length - Math.Max(6, x.Length / 3);
        var late = third > 0 ? RobustTrend.Fit(x.AsSpan(third), y.AsSpan(third)) : whole;
        // Growth that gains speed is read at its present speed; growth that loses some, too.
        var slope = late.LowSlope > whole.HighSlope || late.HighSlope < whole.LowSlope ? late.Slope : whole.Slope;
        var level = RobustTrend.Median([.. x.TakeLast(6).Zip(y.TakeLast(6), (at, value) => value - (slope * at))]);
        var (low, high) = (Math.Min(whole.LowSlope, slope), Math.Max(Math.Max(whole.HighSlope, late.Slope), slope));
        var peak = rhythm.Max();
        var sure = whole.LowSlope > 0 && late.Slope > StillGrowing * whole.Slope && whole.Slope * (x[^1] - x[0]) > 1.5 * whole.Spread;
        var path = Enumerable.Range(0, PathSteps + 1).Select(step => horizon.TotalHours * step / PathSteps).Select(hours =>
        {
            var at = origin.AddHours(hours);
            var value = level + (slope * hours) + rhythm[DailyRhythm.Hour(at.ToUnixTimeSeconds() / 3600.0)];
            var noise = 1.645 * whole.Spread;
            return new ForecastPoint(at, value, value - noise - ((slope - low) * hours), value + noise + ((high - slope) * hours));
        }).ToArray();

        var room = limit - level - peak;
        double? hours = sure && slope > 0 ? Math.Max(0, room / slope) : null;
        if (hours > horizon.TotalHours)
            hours = null;
        return new Forecast(
            path,
            slope * 24,
            hours is { } until ? origin.AddHours(until) : null,
            hours is null ? null : origin.AddHours(Math.Max(0, (room - (1.645 * whole.Spread)) / high)),
            hours is null || low <= 0 ? null : origin.AddHours(Math.Max(0, (room + (1.645 * whole.Spread)) / low)),
            hours is null ? 0 : Confidence(whole));
    }

    /// <summary>Where something is cleaned up again and again, its heights are what counts: they reach the limit, or they do not.</summary>
    private static Forecast OfPeaks(double[] x, double[] y, List<int> drops, DateTimeOffset origin, double limit, TimeSpan horizon)
    {
        var peaks = drops.Select(drop => (X: x[drop - 1], Y: y[Math.Max(0, drop - 3)..drop].Max())).ToArray();
        var trend = RobustTrend.Fit(peaks.Select(peak => peak.X).ToArray(), peaks.Select(peak => peak.Y).ToArray());
        var path = Enumerable.Range(0, PathSteps + 1).Select(step => horizon.TotalHours * step / PathSteps).Select(hours =>
            new ForecastPoint(origin.AddHours(hours), trend.At(hours), trend.At(hours) - (2 * trend.Spread), trend.At(hours) + (2 * trend.Spread))).ToArray();
        var range = y.Max() - y.Min();
        double? until = peaks.Length >= 3 && trend.Slope > 0 && trend.Slope * (peaks[^1].X - peaks[0].X) > Math.Max(2 * trend.Spread, 0.05 * range) ? Math.Max(0, (limit - trend.Intercept) / trend.Slope) : null;
        if (until > horizon.TotalHours)
            until = null;
        return new Forecast(path, trend.Slope * 24, until is { } hours ? origin.AddHours(hours) : null, null, null, until is null ? 0 : 0.8);
    }

    /// <summary>Places at which the level jumps and stays: further than noise does, and by a good part of the whole range.</summary>
    private static List<int> Breaks(double[] y, bool? downward)
    {
        const int Side = 3;
        var steps = new List<double>();
        for (var i = 1; i < y.Length; i++)
            steps.Add(Math.Abs(y[i] - y[i - 1]));
        var noise = RobustTrend.Median(steps);
        var range = y.Max() - y.Min();
        var found = new List<int>();
        for (var i = Side; i + Side <= y.Length; i++)
        {
            var jump = y[i] - y[i - 1];
            if (Math.Abs(jump) < Math.Max(6 * noise, 0.15 * range) || (downward == true && jump > 0))
                continue;
            var shift = RobustTrend.Median([.. y[i..(i + Side)]]) - RobustTrend.Median([.. y[(i - Side)..i]]);
            if (Math.Sign(shift) == Math.Sign(jump) && Math.Abs(shift) > 0.6 * Math.Abs(jump))
                found.Add(i);
        }

        return found;
    }

    /// <summary>True when the first half does not grow and the second does, clearly.</summary>
    private static bool Began(double[] x, double[] y, int half)
    {
        var (first, second) = (RobustTrend.Fit(x.AsSpan(0, half), y.AsSpan(0, half)), RobustTrend.Fit(x.AsSpan(half), y.AsSpan(half)));
        return second.LowSlope > 0 && second.LowSlope > Math.Max(0, first.HighSlope) && second.Slope * (x[^1] - x[half]) > 3 * Math.Max(first.Spread, second.Spread) && first.Slope < 0.3 * second.Slope;
    }

    /// <summary>From how far the slope stands from nothing, in widths of its own uncertainty.</summary>
    private static double Confidence(RobustTrend trend)
    {
        var width = Math.Max((trend.HighSlope - trend.LowSlope) / 2, 1e-9);
        return Math.Round(Math.Min(0.99, 1 - Math.Exp(-trend.Slope / width)), 2);
    }

    /// <summary>At most so many points that all pairs of them can be looked at: medians of neighbours, which drop spikes too.</summary>
    private static List<MetricPoint> Thin(IReadOnlyList<MetricPoint> points)
    {
        if (points.Count <= MostPoints)
            return [.. points];
        var each = (int)Math.Ceiling(points.Count / (double)MostPoints);
        return [.. points.Chunk(each).Select(chunk => new MetricPoint(chunk[chunk.Length / 2].At, RobustTrend.Median([.. chunk.Select(point => point.Value)])))];
    }
}
