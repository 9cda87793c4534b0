using System.Text.RegularExpressions;

namespace HydraBot.Memory.Retrieval;

/// <summary>What sort of answer a question wants, by its first words.</summary>
internal static partial class QuestionKind
{
    /// <summary>It wants a moment.</summary>
    public static bool AsksWhen(string text) => When().IsMatch(text);

    /// <summary>It wants several things, which were likely told on several days: "which services", "how many times", "what has she".</summary>
    public static bool AsksForSeveral(string text) => Several().IsMatch(text);

    /// <summary>It wants a number.</summary>
    public static bool AsksForNumber(string text) => Count().IsMatch(text);

    /// <summary>It wants a name: of a person, a place, or a thing that has one.</summary>
    public static bool AsksForName(string text) => Naming().IsMatch(text);

    [GeneratedRegex(@"\bhow\s+(?:many|much|long|old|often|fast|far|big|large)\b|\bwhat\s+(?:time|number|port|version|percentage|age)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"\bwho(?:m|se)?\b|\bwhere\b|\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:names?|books?|games?|movies?|films?|songs?|bands?|artists?|cit(?:y|ies)|countr(?:y|ies)|places?|states?|areas?|compan(?:y|ies)|brands?|teams?|shows?|authors?|persons?|people|called)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Naming();

    [GeneratedRegex(@"\bwhen\b|\b(?:what|which)\s+(?:date|day|month|year|time|week)\b|\bhow\s+long\s+ago\b|\bsince\s+when\b", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(
        @"\b(?:what|which|whose)\s+(?:(?:are|were)\b|(?:\w+\s+){0,3}?\w{2,}(?<!\b(?:does|is|has|was|this|process|status|address|access|virus))s\s+(?:\w+\s+)?(?:are|were|do|did|have|has|had|does|can|could|would|might|is|in|of|that)\b|(?:\w+\s+)?(?:has|have|does|do)\b)|\bhow\s+(?:many|often)\b|\b(?:all|every|list|both)\b|\bwho\s+(?:all|are|were)\b|\bin\s+what\s+ways?\b|\bwhere\s+(?:has|have)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Several();
}
