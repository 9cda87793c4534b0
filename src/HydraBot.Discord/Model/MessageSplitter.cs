namespace HydraBot.Discord.Model;

/// <summary>Splits text into messages.</summary>
public static class MessageSplitter
{
    /// <summary>
    /// Splits at paragraphs, lines or words into parts of at most <paramref name="limit"/> characters. A code fence that is cut is closed and
    /// opened again with its language; a surrogate pair is never cut.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, int limit = MessageLimits.Content) => throw new NotSupportedException();
}
