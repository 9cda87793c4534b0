using HydraBot.Fleet.Charts;
using HydraBot.Hosting.Pictures;
using ScottPlot;

namespace HydraBot.Improvement.Speed;

/// <summary>Tokens a second of each setup with its interval: as it ran, what was tried, and the best.</summary>
internal static class SpeedChart
{
    private const int MostBars = 14;

    private static readonly Color Ground = Color.FromHex(PictureColours.Ground), Ink = Color.FromHex(PictureColours.Ink), Tried = Color.FromHex("#5C6068"), Before = Color.FromHex(PictureColours.Teal), After = Color.FromHex(PictureColours.Green);

    /// <summary>A PNG of 780 by 460 pixels.</summary>
    public static byte[] Draw(SpeedMeasure before, SpeedMeasure after, IReadOnlyList<SpeedMeasure> tried)
    {
        ChartFont.Add();
        using var plot = new Plot();
        plot.Font.Set(ChartFont.Name);
        plot.FigureBackground.Color = Ground;
        plot.DataBackground.Color = Ground;
        plot.Axes.Color(Ink);
        plot.Title("Tokens a second, with 95 % intervals", 16);
        var others = tried.Where(one => one.Trouble is null && one.Setup != before.Setup && one.Setup != after.Setup).OrderByDescending(one => one.TokensPerSecond).Take(MostBars);
        (SpeedMeasure Measure, string Name, Color Colour)[] rows =
        [
            .. others.OrderBy(one => one.TokensPerSecond).Select(one => (one, one.Setup.ToString(), Tried)),
            (before, $"before: {before.Setup}", Before),
            .. after.Setup == before.Setup ? (IEnumerable<(SpeedMeasure, string, Color)>)[] : [(after, $"best: {after.Setup}", After)],
        ];
        var bars = plot.Add.Bars(rows.Select((row, place) => new Bar
        {
            Position = place,
            Value = row.Measure.TokensPerSecond,
            Error = (row.Measure.High - row.Measure.Low) / 2,
            FillColor = row.Colour,
            LineWidth = 1.5f,
            LineColor = Ink,
        }).ToArray());
        bars.Horizontal = true;

        plot.Axes.Left.SetTicks([.. rows.Select((_, place) => (double)place)], [.. rows.Select(row => row.Name.Length > 44 ? $"{row.Name[..43]}…" : row.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(0, Math.Max(1, rows.Max(row => row.Measure.High)) * 1.1, -0.7, rows.Length - 0.3);
        return plot.GetImageBytes(780, 460, ImageFormat.Png);
    }
}
