using ScottPlot;
using SkiaSharp;

namespace HydraBot.Fleet.Charts;

/// <summary>The one typeface of the charts, from the program itself: a container has no fonts, and a chart without figures is none.</summary>
internal sealed class ChartFont : IFontResolver
{
    public const string Name = "HydraBot";

    // ScottPlot keeps its resolvers, and the typefaces that they made, for the life of the process: so there is one of ours, and it is never let go.
    private static readonly Lazy<ChartFont> Added = new(static () =>
    {
        var font = new ChartFont();
        Fonts.FontResolvers.Add(font);
        return font;
    });

    private readonly SKTypeface _typeface;

    private ChartFont()
    {
        using var stream = typeof(ChartFont).Assembly.GetManifestResourceStream("HydraBot.chart-font.ttf") ?? throw new InvalidOperationException("The font of the charts is not in the program.");
        using var data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(data);
    }

    /// <summary>Makes the typeface known to ScottPlot, once in a process.</summary>
    public static void Add() => _ = Added.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? _typeface : null;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? _typeface : null;
}
