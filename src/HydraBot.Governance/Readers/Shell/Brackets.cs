namespace HydraBot.Governance.Readers.Shell;

/// <summary>Brackets within text that is not taken apart yet.</summary>
internal static class Brackets
{
    /// <summary>Where the bracket that opens here closes; null where it does not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="open">Where a bracket opens.</param>
    /// <param name="most">How far is looked.</param>
    public static int? Close(string text, int open, int most = int.MaxValue)
    {
        var (opens, closes) = (text[open], text[open] switch { '(' => ')', '[' => ']', _ => '}' });
        var depth = 0;
        for (var at = open; at < text.Length && at - open < most; at++)
        {
            if (text[at] == opens)
                depth++;
            if (text[at] == closes && --depth == 0)
                return at;
        }

        return null;
    }
}
