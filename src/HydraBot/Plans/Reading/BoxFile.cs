using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Plans.Reading;

/// <summary>A box of a Markdown file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Offset">The byte between the brackets.</param>
/// <param name="Done">Whether it is ticked.</param>
/// <param name="Text">What stands after it.</param>
internal sealed record Box(int Line, int Offset, bool Done, string Text);

/// <summary>
/// Finds the task list items of a Markdown file (GitHub Flavored Markdown, section 5.3) by their bytes, so that one can be ticked and every other
/// byte left alone. What stands in fenced code is none.
/// </summary>
internal static partial class BoxFile
{
    public const byte Tick = (byte)'x';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="DecoderFallbackException">It is not UTF-8 text.</exception>
    public static IReadOnlyList<Box> Read(ReadOnlySpan<byte> content)
    {
        var boxes = new List<Box>();
        var at = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        string? fence = null;
        for (var number = 1; at < content.Length; number++)
        {
            var length = content[at..].IndexOf((byte)'\n') is >= 0 and var end ? end : content.Length - at;
            var line = Strict.GetString(content.Slice(at, length));
            if (Fence().Match(line) is { Success: true } mark && (fence is null || Closes(fence, mark)))
                fence = fence is null ? mark.Groups["fence"].Value : null;
            else if (fence is null && Item().Match(line) is { Success: true } item)
                boxes.Add(new Box(number, at + item.Groups["box"].Index, item.Groups["box"].Value is not " ", item.Groups["text"].Value.Trim()));
            at += length + 1;
        }

        return boxes;
    }

    /// <summary>The box that was meant: where it was, or, since people write while others work, the nearest open one with the same words.</summary>
    public static Box? Find(IReadOnlyList<Box> boxes, int line, string text) =>
        boxes.FirstOrDefault(box => box.Line == line && box.Text == text)
        ?? boxes.Where(box => !box.Done && box.Text == text).MinBy(box => Math.Abs(box.Line - line));

    private static bool Closes(string fence, Match mark) =>
        mark.Groups["rest"].Length == 0 && mark.Groups["fence"].Value is var other && other[0] == fence[0] && other.Length >= fence.Length;

    // All before the box is ASCII, so that its place among the characters is its place among the bytes.
    [GeneratedRegex(@"^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[(?<box>[ xX])\][ \t]+(?<text>\S.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^[ \t]*(?<fence>`{3,}|~{3,})[ \t]*(?<rest>[^\r]*?)[ \t\r]*$")]
    private static partial Regex Fence();
}
