using System.Globalization;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using SkiaSharp;

namespace HydraBot.Improvement.Archive;

/// <summary>Draws the archive as a tree: generations from left to right, each entry in the colour of what became of it.</summary>
internal static class ArchivePicture
{
    private const int Most = 120;
    private const int Column = 190;
    private const int Row = 46;
    private const int Margin = 60;

    private static readonly SKColor Ground = new(0x1E, 0x1F, 0x22);
    private static readonly SKColor Line = new(0x55, 0x58, 0x60);

    /// <summary>A PNG of the newest entries and the root that all come from.</summary>
    public static byte[] Draw(IReadOnlyList<ProposalLine> entries)
    {
        ProposalLine[] shown = [.. entries.OrderByDescending(entry => entry.Number).Take(Most).OrderBy(entry => entry.Number)];
        var children = shown.ToLookup(entry => entry.Parent is { } parent && shown.Any(other => other.Id == parent) ? parent : Guid.Empty);
        var (places, rows, depth) = (new Dictionary<Guid, SKPoint>(), 0, 0);
        Place(Guid.Empty, 0);
        var (width, height) = ((depth * Column) + (2 * Margin) + 160, Math.Max(rows, 2) * Row + (2 * Margin));
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Ground);
        using var line = new SKPaint { Color = Line, StrokeWidth = 2, IsAntialias = true };
        using var font = new SKFont(SKTypeface.Default, 13);
        using var ink = new SKPaint { Color = SKColors.White, IsAntialias = true };
        foreach (var entry in shown)
            canvas.DrawLine(places[children[Guid.Empty].Contains(entry) ? Guid.Empty : entry.Parent!.Value], places[entry.Id], line);
        Dot(Guid.Empty, new SKColor(0x80, 0x84, 0x8E), "as it was built", "");
        foreach (var entry in shown)
            Dot(entry.Id, Colour(entry.State), $"{entry.Number} {ProposalPage.Words(entry.State)}", entry.Score is { } score ? score.ToString("0.000", CultureInfo.InvariantCulture) : "");
        using var image = SKImage.FromBitmap(bitmap);
        using var png = image.Encode(SKEncodedImageFormat.Png, 90);
        return png.ToArray();

        // A parent stands beside its first child, so that a line of descent reads straight.
        void Place(Guid id, int level)
        {
            depth = Math.Max(depth, level);
            places[id] = new SKPoint(Margin + (level * Column), Margin + (rows * Row));
            var first = true;
            foreach (var child in children[id])
            {
                if (!first)
                    rows++;
                first = false;
                Place(child.Id, level + 1);
            }
        }

        void Dot(Guid id, SKColor colour, string name, string score)
        {
            using var fill = new SKPaint { Color = colour, IsAntialias = true };
            var at = places[id];
            canvas.DrawCircle(at, 9, fill);
            canvas.DrawText(name, at.X + 14, at.Y + 18, SKTextAlign.Left, font, ink);
            canvas.DrawText(score, at.X + 14, at.Y - 8, SKTextAlign.Left, font, fill);
        }
    }

    private static SKColor Colour(ProposalState state) => state switch
    {
        ProposalState.Kept => new SKColor(0x3B, 0xA5, 0x5D),
        ProposalState.Deployed or ProposalState.Watched => new SKColor(0x2B, 0x8A, 0x9E),
        ProposalState.Validated or ProposalState.Approved => new SKColor(0x58, 0x65, 0xF2),
        ProposalState.RolledBack => new SKColor(0xED, 0x42, 0x45),
        ProposalState.Rejected => new SKColor(0x6D, 0x6F, 0x78),
        _ => new SKColor(0xF0, 0xA7, 0x32),
    };
}
