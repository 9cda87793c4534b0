using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;
using Xunit;

namespace HydraBot.Tests.Fleet.Charts;

public class ChartPainterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_chart_is_a_dark_picture_with_a_line_and_with_letters()
    {
        var points = Enumerable.Range(0, 168).Select(hour => new MetricPoint(Now.AddHours(hour - 167), 40 + (hour * 0.3))).ToArray();
        var painter = new ChartPainter(new FakeTimeProvider());

        var png = painter.Draw("host/disk:/", "%", Now.AddDays(-7), Now, [("host/disk:/", points)], Forecaster.Forecast(points, 100, TimeSpan.FromDays(4)));

        if (Environment.GetEnvironmentVariable("HYDRA_CHART_FILE") is { Length: > 0 } file)
            File.WriteAllBytes(file, png);
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((780, 460), (picture.Width, picture.Height));
        Assert.Equal(new SKColor(0x1E, 0x1F, 0x22), picture.GetPixel(2, 2));
        // The title stands alone above the frame: without a font there would be nothing there.
        var bright = 0;
        for (var x = 0; x < picture.Width; x++)
        {
            for (var y = 4; y < 36; y++)
                bright += picture.GetPixel(x, y).Red > 0x90 ? 1 : 0;
        }

        Assert.InRange(bright, 200, 8000);
    }

    [Theory]
    [InlineData("%", new[] { 3.0, 5.0 }, 0, 100)]
    [InlineData("MiB", new[] { 100.0, 200.0 }, 0, 220)]
    [InlineData("", new[] { 0.0, 0.0 }, 0, 1)]
    public void The_range_of_values_is_one_that_does_not_mislead(string unit, double[] values, double bottom, double top)
    {
        var (from, to) = ChartPainter.Range(values, unit);

        Assert.Equal(bottom, from, 6);
        Assert.Equal(top, to, 6);
    }
}
