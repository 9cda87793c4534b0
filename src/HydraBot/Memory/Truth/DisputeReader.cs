using System.Text.RegularExpressions;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Language;

namespace HydraBot.Memory.Truth;

/// <summary>A sentence, cut into what is compared.</summary>
/// <param name="Stems">What says something, in order.</param>
/// <param name="Words">The same as it stands.</param>
/// <param name="Negated">It says that something is not so.</param>
internal sealed record DisputedSentence(string[] Stems, string[] Words, bool Negated);

/// <summary>
/// Tells whether two sentences seem to contradict each other: the same with a "not", or the same but for one value of the same sort ("backs up at two", "backs up at four").
/// It is a guess that a person answers; what has one value by its form is settled by rule.
/// </summary>
internal sealed partial class DisputeReader(WordVectors vectors)
{
    public const int LongestText = 300;

    private const int LeastWords = 2;

    /// <summary>Whom or what it is about, and what about it: what differs before that is another subject.</summary>
    private const int LeastBefore = 2;

    private const int MostChanged = 3;
    private const float LeastAlike = 0.3f;

    /// <summary>Null: it is too short or too long to be compared.</summary>
    public static DisputedSentence? Read(string text)
    {
        if (text.Length > LongestText)
            return null;
        // Of a joined word such as an address the whole is the value, and its parts are none.
        var words = TextTokens.Of(text);
        string[] kept = [.. words.Where((word, place) => !StopWords.Contains(word) && !IsPart(words, place)).Where(word => !Negation().IsMatch(word))];
        return kept.Length >= LeastWords ? new DisputedSentence([.. kept.Select(EnglishStemmer.Stem)], kept, Negation().IsMatch(text)) : null;
    }

    public bool Contradict(DisputedSentence one, DisputedSentence other)
    {
        if (one.Stems[0] != other.Stems[0])
            return false;
        if (one.Stems.AsSpan().SequenceEqual(other.Stems))
            return one.Negated != other.Negated;
        var start = one.Stems.AsSpan().CommonPrefixLength(other.Stems);
        var end = 0;
        while (end < Math.Min(one.Stems.Length, other.Stems.Length) - start && one.Stems[^(end + 1)] == other.Stems[^(end + 1)])
            end++;
        var (mine, its) = (one.Words[start..^end], other.Words[start..^end]);
        return one.Negated == other.Negated
            && start >= LeastBefore && (start + end) * 2 >= Math.Max(one.Stems.Length, other.Stems.Length)
            && mine.Length is > 0 and <= MostChanged && its.Length is > 0 and <= MostChanged
            && IsSameSort(mine, its);
    }

    /// <summary>Two numbers, two names, or two words of like meaning: tea and coffee, not tea and Tuesday.</summary>
    private bool IsSameSort(string[] one, string[] other)
    {
        if (HasDigit(one) || HasDigit(other))
            return HasDigit(one) && HasDigit(other);
        if (one.Any(word => vectors.Find(word) < 0) || other.Any(word => vectors.Find(word) < 0))
            return true;
        var (first, second) = (vectors.Embed(one), vectors.Embed(other));
        return System.Numerics.Tensors.TensorPrimitives.Dot<float>(first, second) >= LeastAlike;
    }

    private static bool HasDigit(string[] words) => words.Any(word => word.AsSpan().IndexOfAnyInRange('0', '9') >= 0);

    private static bool IsPart(List<string> words, int place)
    {
        for (var later = place + 1; later < Math.Min(words.Count, place + 8); later++)
        {
            if (words[later].Length > words[place].Length && words[later].AsSpan().IndexOfAny(".-/:@") >= 0 && words[later].Contains(words[place], StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"\b(?:not|no|never|none|cannot|nobody|nothing|neither|longer|anymore|isn|aren|doesn|don|didn|wasn|won|hasn)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();
}
