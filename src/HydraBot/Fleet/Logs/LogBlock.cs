namespace HydraBot.Fleet.Logs;

/// <summary>Log lines inside a card: a code block that they cannot end.</summary>
internal static class LogBlock
{
    /// <summary>The whole text.</summary>
    public static string Of(string text) => $"```\n{text.Replace("```", "`\u200b``", StringComparison.Ordinal)}\n```";

    /// <summary>The last lines that fit into so many characters, whole lines where that is possible.</summary>
    public static string Tail(string text, int characters)
    {
        if (text.Length <= characters)
            return Of(text);
        var tail = text[^characters..];
        return Of(tail.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? tail[(end + 1)..] : tail);
    }
}
