using System.Globalization;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using Xunit;

namespace HydraBot.Tests.Fleet.Forecasts;

/// <summary>Forecasts beside a plain threshold and a plain linear fit, on series whose future is known: what comes after the cut says who was right.</summary>
public class ForecastQualityTests(ITestOutputHelper output)
{
    private const int Past = 168, Ahead = 72;
    private const double Limit = 100;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Forecasts_find_more_and_cry_wolf_less_than_a_threshold_and_a_straight_line()
    {
        var series = Series().ToArray();
        var truths = series.Select(one => one.Values[Past..].Max() >= Limit).ToArray();
        var ours = Measure("forecast", series, truths, values => Forecaster.Forecast(Points(values), Limit, TimeSpan.FromHours(Ahead)) is { Reaches: not null });
        var threshold = Measure("threshold 85 %", series, truths, values => values[^1] >= 85);
        var line = Measure("linear fit", series, truths, StraightLine);

        Assert.True(series.Length >= 30);
        Assert.InRange(truths.Count(truth => truth), series.Length / 4, series.Length * 3 / 4);
        Assert.True(ours.Precision > threshold.Precision && ours.Precision > line.Precision, "precision");
        Assert.True(ours.Recall > threshold.Recall && ours.Recall >= line.Recall, "recall");
    }

    [Fact]
    public void The_moment_at_which_a_steady_growth_arrives_is_told_with_its_band()
    {
        var values = Enumerable.Range(0, Past).Select(hour => 40 + (0.3 * hour)).ToArray();

        var forecast = Forecaster.Forecast(Points(values), Limit, TimeSpan.FromDays(4));

        Assert.Equal(7.2, forecast!.SlopePerDay, 3);
        var truth = Start.AddHours((Limit - 40) / 0.3);
        Assert.InRange((forecast.Reaches!.Value - truth).TotalHours, -1, 1);
        Assert.True(forecast.Earliest <= forecast.Reaches && forecast.Latest >= forecast.Reaches);
    }

    [Fact]
    public void Too_short_a_past_tells_nothing() => Assert.Null(Forecaster.Forecast(Points([1, 2, 3]), Limit, TimeSpan.FromDays(1)));

    private static MetricPoint[] Points(double[] values) => [.. values.Select((value, hour) => new MetricPoint(Start.AddHours(hour), value))];

    private (double Precision, double Recall) Measure(string name, (string Kind, double[] Values)[] series, bool[] truths, Func<double[], bool> alarm)
    {
        var said = series.Select(one => alarm(one.Values[..Past])).ToArray();
        var hits = said.Zip(truths).Count(pair => pair is (true, true));
        var precision = (double)hits / Math.Max(1, said.Count(one => one));
        var recall = (double)hits / truths.Count(one => one);
        var wrong = series.Select((one, index) => (one.Kind, Said: said[index], Truth: truths[index])).Where(one => one.Said != one.Truth).Select(one => $"{one.Kind}{(one.Said ? " (false alarm)" : " (missed)")}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: precision {precision:0.00}, recall {recall:0.00} on {series.Length} series; wrong: {string.Join(", ", wrong)}"));
        return (precision, recall);
    }

    private static bool StraightLine(double[] values)
    {
        var middle = (values.Length - 1) / 2.0;
        var mean = values.Average();
        var slope = values.Select((value, at) => (at - middle) * (value - mean)).Sum() / values.Select((_, at) => (at - middle) * (at - middle)).Sum();
        return mean + (slope * (Past - 1 + Ahead - middle)) >= Limit;
    }

    /// <summary>What a homelab's disks and memories do, each with a future of three days.</summary>
    private static IEnumerable<(string Kind, double[] Values)> Series()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var random = new Random(seed);
            double Noise(double width) => width * ((random.NextDouble() * 2) - 1);
            (string, double[]) Make(string kind, Func<int, double> at, double noise = 0.4) => ($"{kind} {seed}", [.. Enumerable.Range(0, Past + Ahead).Select(hour => at(hour) + (hour < Past ? Noise(noise) : 0))]);
            var grade = 0.24 + (0.02 * seed);
            double Day(int hour, double height) => height * Math.Sin(2 * Math.PI * hour / 24);
            yield return Make("steady growth", hour => 47 + (grade * hour));
            yield return Make("growth in a daily rhythm", hour => 42 + (grade * hour) + Day(hour, 5));
            yield return Make("growth that began lately", hour => 50 + (Math.Max(0, hour - 110) * (0.5 + (0.02 * seed))));
            yield return Make("growth with spikes of others", hour => 45 + (grade * hour) + (hour < Past && hour % 37 == seed ? 25 : 0));
            yield return Make("growth that gains speed", hour => 40 + (0.0011 * (1 + (0.05 * seed)) * hour * hour));
            yield return Make("slow growth, far from full", hour => 30 + (0.05 * hour));
            yield return Make("full and steady", hour => 89 + (0.5 * seed), 0.6);
            yield return Make("a daily rhythm", hour => 70 + Day(hour - (3 * seed), 18), 1);
            yield return Make("one step, then steady", hour => hour < 90 + (10 * seed) ? 45 : 80);
            yield return Make("a cache that fills and stays", hour => 92 - (55 * Math.Exp(-hour / (28.0 + (4 * seed)))));
            yield return Make("cleaned up again and again", hour => 40 + ((hour % 48) * (0.9 + (0.05 * seed))));
            yield return Make("noise", hour => 60, 8);
        }
    }
}
