using System.Globalization;
using HydraBot.Hosting.Pictures;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using SkiaSharp;

namespace HydraBot.Improvement.Archive;

/// <summary>
/// Draws the archive as a tree of lines: each variant below the one that it was made of, with what became of it in words and in colour, its score, its
/// evidence and its cost. Of twice the pixels of a phone's 390, so that it can be read there.
/// </summary>
internal static class ArchivePicture
{
    /// <summary>More lines would be too small in an embed; operations and HTTP list all.</summary>
    private const int Most = 30;

    private const int Width = 780, Row = 64, Indent = 26, Margin = 26, MostLevels = 7;
    private const float ScoreAt = 560, EvidenceAt = 660, CostAt = Width - Margin;

    private static readonly SKColor Ink = SKColor.Parse(PictureColours.Ink), Line = SKColor.Parse(PictureColours.Grid), Dim = new(0xA5, 0xA9, 0xB3);

    /// <summary>A PNG of what is in force and the newest, below the root that all come from.</summary>
    public static byte[] Draw(IReadOnlyList<ProposalLine> entries)
    {
        ProposalLine[] shown = [.. entries.OrderByDescending(entry => IsInForce(entry.State)).ThenByDescending(entry => entry.Number).Take(Most).OrderBy(entry => entry.Number)];
        var known = shown.Select(entry => entry.Id).ToHashSet();
        var children = shown.ToLookup(entry => entry.Parent is { } parent && known.Contains(parent) ? parent : Guid.Empty);
        var rows = new List<(ProposalLine? Entry, int Level, int Above)> { (null, 0, -1) };
        Add(Guid.Empty, 1, 0);
        var older = entries.Count - shown.Length;
        return Picture.Draw(Width, (2 * Margin) + (Row * (rows.Count + 1)) + (older > 0 ? Row / 2 : 0), canvas =>
        {
            using var small = new SKFont(Picture.Typeface, 20);
            using var dim = new SKPaint { Color = Dim, IsAntialias = true };
            canvas.DrawText("score", ScoreAt, Margin + 18, SKTextAlign.Right, small, dim);
            canvas.DrawText("evidence", EvidenceAt, Margin + 18, SKTextAlign.Right, small, dim);
            canvas.DrawText("cost", CostAt, Margin + 18, SKTextAlign.Right, small, dim);
            using var line = new SKPaint { Color = Line, StrokeWidth = 3, IsAntialias = true };
            for (var row = 1; row < rows.Count; row++)
            {
                var (from, to) = (At(rows[row].Above), At(row));
                canvas.DrawLine(from.X, from.Y, from.X, to.Y, line);
                canvas.DrawLine(from.X, to.Y, to.X, to.Y, line);
            }

            for (var row = 0; row < rows.Count; row++)
                Entry(canvas, rows[row].Entry, At(row), small);
            if (older > 0)
                canvas.DrawText(Say($"and {older} older ones"), Margin, Margin + (Row * (rows.Count + 0.9f)), SKTextAlign.Left, small, dim);
        });

        // A child stands below its parent and all that came of its elder ones.
        void Add(Guid parent, int level, int above)
        {
            foreach (var child in children[parent])
            {
                rows.Add((child, level, above));
                Add(child.Id, level + 1, rows.Count - 1);
            }
        }

        SKPoint At(int row) => new(Margin + 10 + (Math.Min(rows[row].Level, MostLevels) * Indent), Margin + (Row * (row + 1)));
    }

    private static void Entry(SKCanvas canvas, ProposalLine? entry, SKPoint at, SKFont small)
    {
        using var large = new SKFont(Picture.Typeface, 24);
        using var colour = new SKPaint { Color = entry is null ? Dim : Colour(entry.State), IsAntialias = true };
        using var ink = new SKPaint { Color = Ink, IsAntialias = true };
        using var dim = new SKPaint { Color = Dim, IsAntialias = true };
        canvas.DrawCircle(at, 10, colour);
        var left = at.X + 22;
        if (entry is null)
        {
            canvas.DrawText("as it was built", left, at.Y + 8, SKTextAlign.Left, large, ink);
            return;
        }

        canvas.DrawText(Fitting(Say($"{entry.Number} {entry.Title}"), large, ScoreAt - 70 - left), left, at.Y + 2, SKTextAlign.Left, large, ink);
        canvas.DrawText(ProposalPage.Words(entry.State), left, at.Y + 25, SKTextAlign.Left, small, colour);
        if (entry.Score is { } score)
            canvas.DrawText(Say($"{score:0.000}"), ScoreAt, at.Y + 8, SKTextAlign.Right, large, ink);
        if (entry.Evidence is { } evidence)
            canvas.DrawText(evidence >= 1000 ? Say($"{evidence:0.0e0}") : Say($"{evidence:0.#}"), EvidenceAt, at.Y + 8, SKTextAlign.Right, small, dim);
        canvas.DrawText(Say($"{entry.Cost.Seconds:0.0} s"), CostAt, at.Y + 8, SKTextAlign.Right, small, dim);
    }

    private static string Fitting(string text, SKFont font, float width)
    {
        for (var length = text.Length; length > 1; length--)
        {
            var cut = length == text.Length ? text : $"{text[..length].TrimEnd()}…";
            if (font.MeasureText(cut) <= width)
                return cut;
        }

        return "…";
    }

    private static bool IsInForce(ProposalState state) => state is ProposalState.Deployed or ProposalState.Watched or ProposalState.Kept;

    private static SKColor Colour(ProposalState state) => state switch
    {
        ProposalState.Kept => SKColor.Parse(PictureColours.Green),
        ProposalState.Deployed or ProposalState.Watched => SKColor.Parse(PictureColours.Teal),
        ProposalState.Validated or ProposalState.Approved => SKColor.Parse(PictureColours.Violet),
        ProposalState.RolledBack => SKColor.Parse(PictureColours.Rose),
        ProposalState.Rejected => Dim,
        _ => SKColor.Parse(PictureColours.Amber),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
