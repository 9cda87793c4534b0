using System.Text.RegularExpressions;
using HydraBot.Memory.Language;

namespace HydraBot.Memory.Relations;

/// <summary>Finds the names in a text without a model: capitalized words inside sentences, hosts, addresses, and what stands in backticks.</summary>
internal static partial class EntityReader
{
    private const int Most = 12;
    private const int LongestText = 20_000;

    public static IReadOnlyList<string> Read(string text, string? speaker)
    {
        var names = new List<string>();
        if (speaker is not null)
            names.Add(speaker);
        foreach (Match match in Names().Matches(text.Length > LongestText ? text[..LongestText] : text))
        {
            var name = match.Groups["code"] is { Success: true } code ? code.Value : match.Value;
            var first = match.Groups["name"].Success && AtStart(text, match.Index);
            if (name.Length is < 2 or > 80 || StopWords.Contains(name.ToLowerInvariant()) || (first && !name.Contains(' ', StringComparison.Ordinal) && !Again(text, name, match.Index)))
                continue;
            names.Add(name);
        }

        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    /// <summary>A sentence's first word is capitalized whatever it is.</summary>
    private static bool AtStart(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or '"' or '\n';
    }

    private static bool Again(string text, string name, int at) => text.IndexOf(name, at + name.Length, StringComparison.Ordinal) >= 0;

    [GeneratedRegex(
        @"`(?<code>[^`\n]{2,60})`|\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[A-Za-z]+[A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*[-_.]?\d+[A-Za-z0-9]*\b|\b[a-z0-9]+(?:-[a-z0-9]+)+\b|(?<name>\b\p{Lu}[\p{L}\d]+(?:\s+\p{Lu}[\p{L}\d]+){0,3}\b)")]
    private static partial Regex Names();
}
