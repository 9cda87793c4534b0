namespace HydraBot.Discord.Model;

/// <summary>Finds where a text is best cut.</summary>
internal static class TextBreak
{
    /// <summary>The length of the next part, with the fence's state behind it. Leaves room to close a block that it cuts.</summary>
    public static (int Length, CodeFence After) Find(string text, int start, int room, CodeFence fence)
    {
        var rest = text.Length - start;
        var length = rest <= room ? rest : Best(text.AsSpan(start, room));
        var after = fence.After(text.AsSpan(start, length));
        if (after.IsOpen && length > room - CodeFence.ClosingRoom)
        {
            length = Best(text.AsSpan(start, room - CodeFence.ClosingRoom));
            after = fence.After(text.AsSpan(start, length));
        }
        if (length < rest && after.IsOpen && OpeningLine(text.AsSpan(start, length)) is var opening and > 0)
        {
            length = opening;
            after = fence.After(text.AsSpan(start, length));
        }
        return (length, after);
    }

    /// <summary>Where a fence's first line begins that the part would cut off from the fence's language, or -1.</summary>
    private static int OpeningLine(ReadOnlySpan<char> part)
    {
        var mark = part.LastIndexOf(CodeFence.Mark);
        return mark > 0 && !part[mark..].Contains('\n') ? mark : -1;
    }

    /// <summary>Behind the last paragraph, line or word of the window, if that fills half of it; else at its end.</summary>
    private static int Best(ReadOnlySpan<char> window)
    {
        var half = window.Length / 2;
        foreach (var boundary in (ReadOnlySpan<string>)["\n\n", "\n", " "])
        {
            var at = window.LastIndexOf(boundary);
            if (at + boundary.Length >= half && at >= 0)
                return at + boundary.Length;
        }
        return Whole(window);
    }

    /// <summary>Never between the two halves of a character, and never inside a fence's mark.</summary>
    private static int Whole(ReadOnlySpan<char> window)
    {
        var length = window.Length;
        while (length > 1 && window[length - 1] == '`')
            length--;
        if (length == 1)
            length = window.Length;
        return char.IsHighSurrogate(window[length - 1]) ? length - 1 : length;
    }
}
