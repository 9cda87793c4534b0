using HydraBot.Hosting.Pictures;
using SkiaSharp;

namespace HydraBot.Fleet.Networks;

/// <summary>Draws the zones as boxes, their containers in them, and beside them a line from each zone to each that it reaches or should.</summary>
/// <remarks>Measured in the points of a phone of 390, and drawn with twice as many pixels.</remarks>
internal static class NetworkMap
{
    private const int Scale = 2, Width = 390, Edge = 8, Row = 24, Head = 26, Gap = 14, Lane = 11, MostLanes = 8, MostNames = 24, Columns = 2;
    private const float Letters = 12.5f;

    private static readonly SKColor Ink = SKColor.Parse(PictureColours.Ink), Faint = SKColor.Parse(PictureColours.Faint), Panel = SKColor.Parse(PictureColours.Panel), Frame = SKColor.Parse(PictureColours.Grid);
    private static readonly SKColor Good = SKColor.Parse(PictureColours.Teal), Missing = SKColor.Parse(PictureColours.Amber), Wrong = SKColor.Parse(PictureColours.Red);

    /// <summary>A PNG.</summary>
    public static byte[] Draw(NetworkReport report)
    {
        var groups = MapGroup.Of(report);
        var links = MapLink.Of(report, groups).Take(MostLanes).ToArray();
        var legend = links.Select(link => link.Kind).Concat(groups.SelectMany(group => group.Names.Select(name => name.Kind))).Where(kind => kind != LinkKind.Plain).Distinct().Order().ToArray();
        var height = Edge + groups.Sum(group => HeightOf(group) + Gap) + (legend.Length * Row) + Edge;
        return Picture.Draw(Width * Scale, height * Scale, canvas =>
        {
            canvas.Scale(Scale);
            using var font = new SKFont(Picture.Typeface, Letters);
            var right = Width - Edge - (links.Length * Lane) - (links.Length > 0 ? Edge : 0);
            var middles = new Dictionary<string, float>(StringComparer.Ordinal);
            float top = Edge;
            foreach (var group in groups)
            {
                Box(canvas, font, group, top, right);
                middles[group.Name] = top + (Head / 2f);
                top += HeightOf(group) + Gap;
            }

            for (var lane = 0; lane < links.Length; lane++)
                Line(canvas, links[lane], middles, right, right + Edge + (lane * Lane) + (Lane / 2f), lane);
            foreach (var kind in legend)
            {
                Legend(canvas, font, kind, top);
                top += Row;
            }
        });
    }

    private static int HeightOf(MapGroup group) => Head + (((Math.Min(group.Names.Count, MostNames) + (group.Names.Count > MostNames ? 1 : 0) + Columns - 1) / Columns) * Row) + Edge;

    private static void Box(SKCanvas canvas, SKFont font, MapGroup group, float top, float right)
    {
        using var fill = new SKPaint { Color = Panel, IsAntialias = true };
        using var frame = new SKPaint { Color = Frame, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        var box = new SKRect(Edge, top, right, top + HeightOf(group));
        canvas.DrawRoundRect(box, 6, 6, fill);
        canvas.DrawRoundRect(box, 6, 6, frame);
        Text(canvas, font, group.Name, Edge + 8, top + 17, Ink, right - Edge - 110);
        using var note = new SKPaint { Color = Faint, IsAntialias = true };
        canvas.DrawText(group.Note, right - 8, top + 17, SKTextAlign.Right, font, note);
        var width = (right - Edge - 8) / Columns;
        for (var index = 0; index < Math.Min(group.Names.Count, MostNames); index++)
            Name(canvas, font, group.Names[index], Edge + 4 + (index % Columns * width), top + Head + (index / Columns * Row), width - 4);
        if (group.Names.Count > MostNames)
            Text(canvas, font, $"and {group.Names.Count - MostNames} more", Edge + 10, top + Head + (MostNames / Columns * Row) + 15, Faint, width);
    }

    private static void Name(SKCanvas canvas, SKFont font, (string Name, LinkKind Kind) name, float left, float top, float width)
    {
        using var frame = new SKPaint { Color = name.Kind == LinkKind.Plain ? Frame : Colour(name.Kind), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = name.Kind == LinkKind.Plain ? 1 : 1.6f };
        canvas.DrawRoundRect(new SKRect(left, top, left + width, top + Row - 4), 4, 4, frame);
        Text(canvas, font, name.Name, left + 6, top + 14.5f, Ink, width - 12);
    }

    private static void Line(SKCanvas canvas, MapLink link, Dictionary<string, float> middles, float right, float lane, int place)
    {
        // Each line has its own height at a box, so that two of them never lie on each other.
        var (from, to) = (middles[link.From] - 8 + (place * 4), middles[link.To] - 8 + (place * 4));
        using var dashes = link.Kind == LinkKind.Missing ? SKPathEffect.CreateDash([5, 4], 0) : null;
        using var paint = new SKPaint { Color = Colour(link.Kind), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 2, PathEffect = dashes };
        canvas.DrawLine(right, from, lane, from, paint);
        canvas.DrawLine(lane, from, lane, to, paint);
        canvas.DrawLine(lane, to, right, to, paint);
        using var dot = new SKPaint { Color = Colour(link.Kind), IsAntialias = true };
        canvas.DrawCircle(right, from, 3, dot);
        canvas.DrawCircle(right, to, 3, dot);
    }

    private static void Legend(SKCanvas canvas, SKFont font, LinkKind kind, float top)
    {
        using var dashes = kind == LinkKind.Missing ? SKPathEffect.CreateDash([5, 4], 0) : null;
        using var paint = new SKPaint { Color = Colour(kind), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 2, PathEffect = dashes };
        canvas.DrawLine(Edge + 2, top + 11, Edge + 28, top + 11, paint);
        var words = kind switch { LinkKind.Wrong => "reach each other and should not", LinkKind.Missing => "should reach each other and cannot", LinkKind.Good => "reach each other, as it is wanted", _ => "" };
        Text(canvas, font, words, Edge + 36, top + 15.5f, Ink, Width - 60);
    }

    private static SKColor Colour(LinkKind kind) => kind switch { LinkKind.Wrong => Wrong, LinkKind.Missing => Missing, LinkKind.Good => Good, _ => Faint };

    /// <summary>What does not fit has dots in its middle: names differ at their ends.</summary>
    private static void Text(SKCanvas canvas, SKFont font, string text, float left, float baseline, SKColor colour, float width)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var shown = text;
        for (var kept = text.Length - 1; kept > 1 && font.MeasureText(shown) > width; kept--)
            shown = $"{text[..((kept + 1) / 2)]}…{text[^(kept / 2)..]}";
        canvas.DrawText(shown, left, baseline, SKTextAlign.Left, font, paint);
    }
}
