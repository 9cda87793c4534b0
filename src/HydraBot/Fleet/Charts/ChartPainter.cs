using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using HydraBot.Hosting.Pictures;
using ScottPlot;

namespace HydraBot.Fleet.Charts;

/// <summary>Draws charts: dark, of twice the pixels of a phone's 390, so that a figure on it can still be read there.</summary>
internal sealed class ChartPainter(TimeProvider time)
{
    private const int Width = 780, Height = 460;

    private static readonly Color Ground = Color.FromHex(PictureColours.Ground), Ink = Color.FromHex(PictureColours.Ink), Grid = Color.FromHex(PictureColours.Grid);

    private static readonly Color[] Lines = [.. new[] { PictureColours.Teal, PictureColours.Amber, PictureColours.Green, PictureColours.Rose, PictureColours.Violet }.Select(Color.FromHex)];

    /// <summary>A PNG; its axis shows the machine's own time.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="from">The left edge.</param>
    /// <param name="to">The right edge, without a forecast.</param>
    /// <param name="series">By their names in the legend.</param>
    /// <param name="forecast">How the first goes on; null for none.</param>
    public byte[] Draw(
        string title, string unit, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<(string Name, IReadOnlyList<MetricPoint> Points)> series, Forecast? forecast)
    {
        ChartFont.Add();
        var local = time.LocalTimeZone;
        using var plot = new Plot { ScaleFactor = 2 };
        plot.Font.Set(ChartFont.Name);
        plot.FigureBackground.Color = Ground;
        plot.DataBackground.Color = Ground;
        plot.Axes.DateTimeTicksBottom();
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Grid;
        plot.Title(unit.Length > 0 ? $"{title} ({unit})" : title, 14);
        for (var index = 0; index < series.Count; index++)
            Add(plot, series[index].Name, series[index].Points, Lines[index % Lines.Length], to - from, local);
        if (forecast is not null && forecast.Path.Count > 1)
            AddForecast(plot, forecast, local);

        var right = forecast is { Path: [.., var last] } ? last.At : to;
        plot.Axes.SetLimitsX(Time(from, local).ToOADate(), Time(right, local).ToOADate());
        var values = series.SelectMany(one => one.Points).Select(point => point.Value).Concat(forecast?.Path.Select(point => point.Value) ?? []).DefaultIfEmpty(0).ToArray();
        var (bottom, top) = Range(values, unit);
        plot.Axes.SetLimitsY(bottom, top);
        if (series.Count > 1)
            Legend(plot);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    /// <summary>Percentages keep their whole scale, so that a flat line looks flat; other values begin at nothing.</summary>
    public static (double Bottom, double Top) Range(IReadOnlyList<double> values, string unit)
    {
        var top = values.Max();
        if (unit == "%")
            return (0, top <= 100 ? 100 : top * 1.1);
        var bottom = Math.Min(0, values.Min());
        return (bottom, top > bottom ? top + ((top - bottom) * 0.1) : bottom + 1);
    }

    private static void Add(Plot plot, string name, IReadOnlyList<MetricPoint> points, Color colour, TimeSpan span, TimeZoneInfo local)
    {
        // A gap of measurement is a gap in the line: what nobody saw is not drawn.
        var gap = span / 20;
        var part = new List<MetricPoint>();
        var first = true;
        foreach (var point in points)
        {
            if (part.Count > 0 && point.At - part[^1].At > gap)
                Flush();
            part.Add(point);
        }

        Flush();

        void Flush()
        {
            if (part.Count == 0)
                return;
            var line = plot.Add.Scatter(part.Select(point => Time(point.At, local).ToOADate()).ToArray(), part.Select(point => point.Value).ToArray(), colour);
            line.LineWidth = 1.5f;
            line.MarkerSize = part.Count == 1 ? 4 : 0;
            line.LegendText = first ? name : "";
            first = false;
            part.Clear();
        }
    }

    private static void AddForecast(Plot plot, Forecast forecast, TimeZoneInfo local)
    {
        var at = forecast.Path.Select(point => Time(point.At, local).ToOADate()).ToArray();
        var band = plot.Add.FillY(at, forecast.Path.Select(point => point.Low).ToArray(), forecast.Path.Select(point => point.High).ToArray());
        band.FillColor = Lines[1].WithAlpha(0.2);
        band.LineWidth = 0;
        var line = plot.Add.Scatter(at, forecast.Path.Select(point => point.Value).ToArray(), Lines[1]);
        line.LinePattern = LinePattern.Dashed;
        line.LineWidth = 1.5f;
        line.MarkerSize = 0;
    }

    private static void Legend(Plot plot)
    {
        plot.Legend.BackgroundColor = Ground;
        plot.Legend.FontColor = Ink;
        plot.Legend.OutlineColor = Grid;
        plot.Legend.FontName = ChartFont.Name;
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static DateTime Time(DateTimeOffset moment, TimeZoneInfo local) => TimeZoneInfo.ConvertTime(moment, local).DateTime;
}
