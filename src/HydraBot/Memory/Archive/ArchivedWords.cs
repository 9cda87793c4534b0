using HydraBot.Memory.Language;

namespace HydraBot.Memory.Archive;

/// <summary>The words by which the archive knows a text: as the index in memory would, stems without what says nothing.</summary>
internal static class ArchivedWords
{
    /// <summary>Of a text of a million characters the first so many different words are kept.</summary>
    private const int Most = 2_000;

    private const int LongestText = 200_000;

    public static IReadOnlyDictionary<string, int> Of(string text, string? speaker = null)
    {
        var words = TextTokens.Of($"{speaker} {(text.Length > LongestText ? text[..LongestText] : text)}");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var stem in words.Where(word => !StopWords.Contains(word)).Select(EnglishStemmer.Stem))
        {
            if (counts.Count < Most || counts.ContainsKey(stem))
                counts[stem] = counts.GetValueOrDefault(stem) + 1;
        }

        return counts;
    }
}
