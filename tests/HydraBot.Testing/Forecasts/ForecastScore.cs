using System.Globalization;

namespace HydraBot.Testing.Forecasts;

/// <summary>How often somebody who cries wolf is right, and how many wolves are cried about.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Precision">Alarms that were right, of all alarms.</param>
/// <param name="Recall">Ends that were foretold, of all ends.</param>
/// <param name="Wrong">Where it was wrong.</param>
public sealed record ForecastScore(string Name, double Precision, double Recall, IReadOnlyList<string> Wrong)
{
    /// <summary>The peers: a plain threshold of 85 % of the limit, and a straight line by least squares.</summary>
    public static IReadOnlyList<(string Name, Func<LabelledSeries, bool> Alarm)> Peers { get; } = [("threshold 85 %", Threshold), ("linear fit", StraightLine)];

    /// <summary>Asks for an alarm on each.</summary>
    public static ForecastScore Of(string name, IReadOnlyList<LabelledSeries> series, Func<LabelledSeries, bool> alarm)
    {
        var said = series.Select(one => (Series: one, Alarm: alarm(one))).ToArray();
        var hits = said.Count(one => one is { Alarm: true, Series.Reaches: true });
        return new ForecastScore(
            name,
            (double)hits / Math.Max(1, said.Count(one => one.Alarm)),
            (double)hits / Math.Max(1, series.Count(one => one.Reaches)),
            [.. said.Where(one => one.Alarm != one.Series.Reaches).Select(one => $"{one.Series.Kind}{(one.Alarm ? " (false alarm)" : " (missed)")}")]);
    }

    /// <summary>In a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name,-15} precision {Precision:0.000}   recall {Recall:0.000}   wrong {Wrong.Count}");

    private static bool Threshold(LabelledSeries series) => series.Past[^1] >= 0.85 * series.Limit;

    private static bool StraightLine(LabelledSeries series)
    {
        var (middle, mean) = ((series.Past.Count - 1) / 2.0, series.Past.Average());
        var slope = series.Past.Select((value, at) => (at - middle) * (value - mean)).Sum() / series.Past.Select((_, at) => (at - middle) * (at - middle)).Sum();
        return mean + (slope * (LabelledSeries.Seen - 1 + LabelledSeries.Ahead - middle)) >= series.Limit;
    }
}
