using System.Text.RegularExpressions;

namespace HydraBot.Repository.Progress;

/// <summary>A Markdown list with boxes: finds an item and ticks it, and leaves every other byte alone.</summary>
internal static partial class RoadmapFile
{
    /// <summary>The open and the done items, in order.</summary>
    public static IReadOnlyList<RoadmapItem> Read(string text) =>
        [.. Item().Matches(text).Select(match => new RoadmapItem(match.Groups["text"].Value.Trim(), match.Groups["box"].Value is "x" or "X"))];

    /// <summary>The text with one item ticked; null where none, or more than one open item, fits.</summary>
    public static string? Tick(string text, string item)
    {
        var open = Item().Matches(text).Where(match => match.Groups["box"].Value == " ").ToArray();
        var fits = open.Where(match => match.Groups["text"].Value.Trim().Equals(item.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        if (fits.Length == 0)
            fits = [.. open.Where(match => match.Groups["text"].Value.Contains(item.Trim(), StringComparison.OrdinalIgnoreCase))];
        return fits is [var one] ? $"{text[..one.Groups["box"].Index]}x{text[(one.Groups["box"].Index + 1)..]}" : null;
    }

    [GeneratedRegex(@"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[(?<box>[ xX])\][ \t]+(?<text>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Item();
}

/// <summary>An item of the list.</summary>
internal sealed record RoadmapItem(string Text, bool Done);
