using System.IO.Enumeration;

namespace HydraBot.Fleet.Alerts;

/// <summary>Patterns as people type them.</summary>
internal static class Wildcard
{
    /// <summary>True when the text is the pattern, with <c>*</c> for any run of characters; a word without one may stand anywhere.</summary>
    public static bool Fits(string pattern, string text) => pattern.Contains('*', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true)
        : text.Contains(pattern, StringComparison.OrdinalIgnoreCase);
}
