using System.Globalization;
using HydraBot.Fleet.Charts;
using HydraBot.Hosting.Pictures;
using HydraBot.Improvement.Benchmarks;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace HydraBot.Improvement.Operations;

/// <summary>Scores over time, a line a suite, with their intervals; dark, of twice the pixels of a phone's 390.</summary>
internal static class TrendChart
{
    private const int Width = 780, Height = 480;

    private static readonly Color Ground = Color.FromHex(PictureColours.Ground), Ink = Color.FromHex(PictureColours.Ink), Grid = Color.FromHex(PictureColours.Grid);

    private static readonly Color[] Lines = [.. new[] { PictureColours.Teal, PictureColours.Amber, PictureColours.Green, PictureColours.Rose, PictureColours.Violet }.Select(Color.FromHex)];

    /// <summary>Suites that share a colour differ in their marks.</summary>
    private static readonly MarkerShape[] Marks = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp];

    /// <summary>A PNG.</summary>
    public static byte[] Draw(IReadOnlyList<BenchmarkRun> history)
    {
        ChartFont.Add();
        using var plot = new Plot { ScaleFactor = 2 };
        plot.Font.Set(ChartFont.Name);
        plot.FigureBackground.Color = Ground;
        plot.DataBackground.Color = Ground;
        plot.Grid.MajorLineColor = Grid;
        plot.Title("Scores and their 95 % intervals", 14);
        var suites = history.Where(run => run.Result.Skipped is null).GroupBy(run => run.Suite).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        for (var index = 0; index < suites.Length; index++)
            Add(plot, suites[index].Key, [.. suites[index].OrderBy(run => run.At)], Lines[index % Lines.Length], Marks[index / Lines.Length % Marks.Length]);

        Dates(plot, suites.SelectMany(suite => suite).Select(run => run.At).DefaultIfEmpty().ToArray());
        // Last, since an axis of dates brings colours of its own.
        plot.Axes.Color(Ink);
        plot.Axes.AutoScaleX();
        plot.Axes.SetLimitsY(-0.02, 1.02);
        Legend(plot);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    private static void Add(Plot plot, string suite, BenchmarkRun[] runs, Color colour, MarkerShape mark)
    {
        double[] at = [.. runs.Select(run => run.At.UtcDateTime.ToOADate())];
        var line = plot.Add.Scatter(at, runs.Select(run => run.Result.Score).ToArray(), colour);
        line.LegendText = suite;
        line.LineWidth = 1.5f;
        line.MarkerShape = mark;
        line.MarkerSize = 6;
        for (var place = 0; place < runs.Length; place++)
        {
            var whisker = plot.Add.Line(at[place], runs[place].Result.Interval.Low, at[place], runs[place].Result.Interval.High);
            whisker.Color = colour.WithAlpha(0.6);
            whisker.LineWidth = 1.5f;
            whisker.MarkerSize = 0;
        }
    }

    /// <summary>In UTC, as precise as they need to be.</summary>
    private static void Dates(Plot plot, DateTimeOffset[] moments)
    {
        var format = (moments.Max() - moments.Min()) switch
        {
            { TotalMinutes: < 10 } => "HH:mm:ss",
            { TotalDays: < 2 } => "HH:mm",
            _ => "yyyy-MM-dd",
        };
        plot.Axes.DateTimeTicksBottom().TickGenerator = new DateTimeAutomatic { LabelFormatter = moment => moment.ToString(format, CultureInfo.InvariantCulture) };
    }

    /// <summary>Below the chart: above it, it would hide the best scores, and in it the worst.</summary>
    private static void Legend(Plot plot)
    {
        plot.Legend.BackgroundColor = Ground;
        plot.Legend.FontColor = Ink;
        plot.Legend.OutlineColor = Grid;
        plot.Legend.ShadowColor = Ground;
        plot.Legend.FontName = ChartFont.Name;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
    }
}
