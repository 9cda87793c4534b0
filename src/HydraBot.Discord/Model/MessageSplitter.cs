namespace HydraBot.Discord.Model;

/// <summary>Splits text into messages.</summary>
public static class MessageSplitter
{
    private const int SmallestLimit = 64;

    /// <summary>
    /// Splits at paragraphs, lines or words into parts of at most <paramref name="limit"/> characters (UTF-16 units, at least 64). A code
    /// fence that is cut is closed and opened again with its language, and one that is open at the end is closed; a surrogate pair is never
    /// cut. Text of white space alone gives no part.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, int limit = MessageLimits.Content)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, SmallestLimit);
        var parts = new List<string>();
        var fence = CodeFence.None;
        var start = 0;
        while (start < text.Length)
        {
            var (length, after) = TextBreak.Find(text, start, limit - fence.Opening.Length, fence);
            var body = text.Substring(start, length);
            var part = fence.Opening + body + (after.IsOpen ? CodeFence.Closing(body) : "");
            if (!string.IsNullOrWhiteSpace(part))
                parts.Add(part);
            fence = after;
            start += length;
        }
        return parts;
    }
}
