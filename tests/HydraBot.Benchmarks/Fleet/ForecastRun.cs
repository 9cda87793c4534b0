using System.Globalization;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using HydraBot.Testing.Forecasts;

namespace HydraBot.Benchmarks.Fleet;

/// <summary>Alerts of the outlook beside a plain threshold and a plain linear fit, on series whose future is known.</summary>
internal static class ForecastRun
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Run(TextWriter output, int seeds)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{LabelledSeries.Seen} hours are seen, {LabelledSeries.Ahead} come"));
        Print(output, "development", LabelledSeries.Development(seeds));
        Print(output, "held out", LabelledSeries.HeldOut(seeds));
        Print(output, "recorded", LabelledSeries.Recorded());
    }

    private static void Print(TextWriter output, string name, IReadOnlyList<LabelledSeries> series)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {series.Count} series, {series.Count(one => one.Reaches)} of them reach the limit"));
        foreach (var score in ForecastScore.Peers.Prepend(("outlook", Alarm)).Select(one => ForecastScore.Of(one.Item1, series, one.Item2)))
        {
            output.WriteLine($"  {score}");
            foreach (var kind in score.Wrong.GroupBy(wrong => System.Text.RegularExpressions.Regex.Replace(wrong, @" \d+", "")).OrderByDescending(kind => kind.Count()))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {kind.Count(),4} {kind.Key}"));
        }
    }

    private static bool Alarm(LabelledSeries series) => Forecaster.Forecast(
        [.. series.Past.Select((value, hour) => new MetricPoint(Start.AddHours(hour), value))], series.Limit, TimeSpan.FromHours(LabelledSeries.Ahead)) is { Reaches: not null };
}
