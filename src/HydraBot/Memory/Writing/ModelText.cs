using System.Text.Json;
using System.Text.RegularExpressions;

namespace HydraBot.Memory.Writing;

/// <summary>Holds what a model wrote to what may be remembered: it is a sentence of its own, not what it was told, not a piece of a protocol, not the same over and over.</summary>
internal static partial class ModelText
{
    private const int Shingle = 10;
    private const int Run = 4;

    /// <summary>Fewer words than these cannot be told from somebody who insists.</summary>
    private const int LeastWords = 40;

    private const double LeastNew = 0.35;

    /// <summary>What is wrong with it, as the end of a sentence; null where nothing is.</summary>
    public static string? Problem(string text, string system, int longest)
    {
        if (text.Length > longest)
            return $"it has {text.Length} characters; allowed are up to {longest}";
        if (Marks().IsMatch(text))
            return "it holds marks of a prompt or of a tool's call";
        if (IsJson(text))
            return "it is JSON and no sentence";
        string[] words = [.. Words().Matches(text).Select(word => word.Value.ToLowerInvariant())];
        if (Repeats(words))
            return "it says the same over and over";
        string[] told = [.. Words().Matches(system).Select(word => word.Value.ToLowerInvariant())];
        return Runs(told, Shingle).ToHashSet(StringComparer.Ordinal).Overlaps(Runs(words, Shingle)) ? "it repeats system text" : null;
    }

    /// <summary>Without what a model thought aloud before it answered.</summary>
    public static string Said(string text) => Thoughts().Replace(text, "").Trim();

    private static bool IsJson(string text)
    {
        if (text.AsSpan().Trim() is not ['{' or '[', ..])
            return false;
        try
        {
            using var read = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // A sentence may begin with a bracket.
            return false;
        }
    }

    private static bool Repeats(string[] words)
    {
        if (words.Length < LeastWords)
            return false;
        var runs = Runs(words, Run).ToArray();
        return runs.Distinct(StringComparer.Ordinal).Count() < LeastNew * runs.Length;
    }

    private static IEnumerable<string> Runs(string[] words, int length)
    {
        for (var at = 0; at + length <= words.Length; at++)
            yield return string.Join(' ', words, at, length);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"<\|[a-z_]+\|>|</?(?:tool[-_]calls?|tool[-_]result|function_calls?|recalled[-_]memory|think|system)\b|\[/?INST\]|<<SYS>>", RegexOptions.IgnoreCase)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\A\s*<think(?:ing)?>[\s\S]*?</think(?:ing)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Thoughts();
}
