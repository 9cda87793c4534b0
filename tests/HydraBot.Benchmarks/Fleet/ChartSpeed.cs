using System.Diagnostics;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;

namespace HydraBot.Benchmarks.Fleet;

/// <summary>How long a chart takes: a day in minutes, and a week in quarters of an hour with its forecast.</summary>
internal static class ChartSpeed
{
    public static void Run(TextWriter output, int turns)
    {
        var now = TimeProvider.System.GetUtcNow();
        var painter = new ChartPainter(TimeProvider.System);
        foreach (var (name, count, step) in new[] { ("day", 1440, TimeSpan.FromMinutes(1)), ("week", 672, TimeSpan.FromMinutes(15)) })
        {
            MetricPoint[] points = [.. Enumerable.Range(0, count).Select(index => new MetricPoint(now - (step * (count - index)), 40 + (30.0 * index / count) + (10 * Math.Sin(index / 50.0))))];
            Percentiles drawn = new(name), told = new($"{name} + forecast");
            for (var turn = 0; turn < turns + 5; turn++)
            {
                var began = Stopwatch.GetTimestamp();
                painter.Draw("host/disk:/", "%", now - (step * count), now, [("host/disk:/", points)], null);
                var plain = Stopwatch.GetElapsedTime(began);
                began = Stopwatch.GetTimestamp();
                painter.Draw("host/disk:/", "%", now - (step * count), now, [("host/disk:/", points)], Forecaster.Forecast(points, 100, TimeSpan.FromDays(4)));
                // The first are the library's own start.
                if (turn < 5)
                    continue;
                drawn.Add(plain);
                told.Add(Stopwatch.GetElapsedTime(began));
            }

            output.WriteLine(drawn);
            output.WriteLine(told);
        }
    }
}
