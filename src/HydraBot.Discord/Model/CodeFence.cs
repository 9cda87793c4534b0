namespace HydraBot.Discord.Model;

/// <summary>Whether a place in a text is inside a ``` block, and with which language.</summary>
internal readonly record struct CodeFence(bool IsOpen, string Language)
{
    public const string Mark = "```";

    private const int LongestLanguage = 20;

    /// <summary>Room that the closing of a cut block needs.</summary>
    public const int ClosingRoom = 4;

    public static CodeFence None { get; } = new(false, "");

    /// <summary>What opens the block again in the next part.</summary>
    public string Opening => IsOpen ? $"{Mark}{Language}\n" : "";

    /// <summary>What ends the block in a part that is cut inside of it.</summary>
    public static string Closing(string body) => body.EndsWith('\n') ? Mark : "\n" + Mark;

    /// <summary>The state after some text.</summary>
    public CodeFence After(ReadOnlySpan<char> text)
    {
        var state = this;
        for (var at = text.IndexOf(Mark); at >= 0; at = text.IndexOf(Mark))
        {
            text = text[(at + Mark.Length)..];
            state = state.IsOpen ? None : new CodeFence(true, LanguageOf(text));
        }
        return state;
    }

    private static string LanguageOf(ReadOnlySpan<char> afterMark)
    {
        var end = afterMark.IndexOf('\n');
        if (end is < 0 or > LongestLanguage)
            return "";
        foreach (var c in afterMark[..end])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '#' or '_' or '.'))
                return "";
        }
        return afterMark[..end].ToString();
    }
}
