using HydraBot.Improvement.Benchmarks;
using ScottPlot;

namespace HydraBot.Improvement.Operations;

/// <summary>Scores over time, a line a suite, with their intervals.</summary>
internal static class TrendChart
{
    /// <summary>A PNG of 900 by 450 pixels.</summary>
    public static byte[] Draw(IReadOnlyList<BenchmarkRun> history)
    {
        using var plot = new Plot();
        plot.FigureBackground.Color = Color.FromHex("#1E1F22");
        plot.DataBackground.Color = Color.FromHex("#2B2D31");
        plot.Axes.Color(Color.FromHex("#DBDEE1"));
        plot.Grid.MajorLineColor = Color.FromHex("#404249");
        foreach (var suite in history.Where(run => run.Result.Skipped is null).GroupBy(run => run.Suite).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            BenchmarkRun[] runs = [.. suite.OrderBy(run => run.At)];
            double[] at = [.. runs.Select(run => run.At.UtcDateTime.ToOADate())];
            var line = plot.Add.Scatter(at, runs.Select(run => run.Result.Score).ToArray());
            line.LegendText = suite.Key;
            line.LineWidth = 2;
            for (var place = 0; place < runs.Length; place++)
            {
                var whisker = plot.Add.Line(at[place], runs[place].Result.Interval.Low, at[place], runs[place].Result.Interval.High);
                whisker.Color = line.Color.WithAlpha(0.5);
            }
        }

        plot.Axes.DateTimeTicksBottom();
        plot.Axes.SetLimitsY(-0.02, 1.02);
        plot.YLabel("score");
        plot.ShowLegend(Alignment.LowerLeft);
        return plot.GetImageBytes(900, 450, ImageFormat.Png);
    }
}
