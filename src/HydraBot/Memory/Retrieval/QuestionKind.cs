using System.Text.RegularExpressions;

namespace HydraBot.Memory.Retrieval;

/// <summary>What sort of answer a question wants, by its first words.</summary>
internal static partial class QuestionKind
{
    /// <summary>It wants a moment.</summary>
    public static bool AsksWhen(string text) => When().IsMatch(text);

    /// <summary>It wants several things, which were likely told on several days: "which services", "how many times", "what has she".</summary>
    public static bool AsksForSeveral(string text) => Several().IsMatch(text);

    [GeneratedRegex(@"\bwhen\b|\b(?:what|which)\s+(?:date|day|month|year|time|week)\b|\bhow\s+long\s+ago\b|\bsince\s+when\b", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(
        @"\b(?:what|which|whose)\s+(?:(?:are|were)\b|(?:\w+\s+){0,3}?\w{2,}(?<!\b(?:does|is|has|was|this|process|status|address|access|virus))s\s+(?:\w+\s+)?(?:are|were|do|did|have|has|had|does|can|could|would|might|is|in|of|that)\b|(?:\w+\s+)?(?:has|have|does|do)\b)|\bhow\s+(?:many|often)\b|\b(?:all|every|list|both)\b|\bwho\s+(?:all|are|were)\b|\bin\s+what\s+ways?\b|\bwhere\s+(?:has|have)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Several();
}
