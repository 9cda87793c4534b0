using HydraBot.Hosting.Pictures;
using ScottPlot;
using SkiaSharp;

namespace HydraBot.Fleet.Charts;

/// <summary>The typeface of all pictures, for charts.</summary>
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

    /// <summary>Makes the typeface known to ScottPlot, once in a process.</summary>
    public static void Add() => _ = Added.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Picture.Typeface : null;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? Picture.Typeface : null;
}
