using System.Text.RegularExpressions;

namespace HydraBot.Memory.Truth;

/// <summary>Tells sentences that say what somebody is like and wants in general ("I prefer short answers", "never restart the nas at night") from what is said of a moment.</summary>
internal static partial class StandingReader
{
    private const int Shortest = 12;
    private const int Longest = 200;

    public static bool Holds(string sentence) => sentence.Length is >= Shortest and <= Longest && !sentence.TrimEnd().EndsWith('?') && Standing().IsMatch(sentence);

    [GeneratedRegex(
        @"^\s*(?:(?:I|we)\s+(?:(?:always|never|usually|really|mostly|do\s+not|don['’]t)\s+)?(?:prefer|like|love|hate|dislike|use|live|work|sleep|drink|eat|speak|own)\b|(?:my|our)\s+[\w ]{2,40}\s(?:is|are)\s+\w|(?:please\s+)?(?:always|never)\s+\p{Ll}+\s|(?:please\s+)?call\s+me\s)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Standing();
}
