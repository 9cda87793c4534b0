using ScottPlot;
using SkiaSharp;

namespace HydraBot.Fleet.Charts;

/// <summary>The one typeface of the charts, from the program itself: a container has no fonts, and a chart without figures is none.</summary>
internal sealed class ChartFont : IFontResolver, IDisposable
{
    public const string Name = "HydraBot";

    private readonly SKTypeface _typeface;

    public ChartFont()
    {
        using var stream = typeof(ChartFont).Assembly.GetManifestResourceStream("HydraBot.chart-font.ttf") ?? throw new InvalidOperationException("The font of the charts is not in the program.");
        using var data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(data);
    }

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? _typeface : null;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? _typeface : null;

    public void Dispose() => _typeface.Dispose();
}
