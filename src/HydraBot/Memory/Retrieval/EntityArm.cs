using HydraBot.Memory.Language;

namespace HydraBot.Memory.Retrieval;

/// <summary>
/// Memories that name what the question names: a host, an address, a person, "Home Assistant" as a whole. As words these count too; here what counts is that it is the same thing.
/// </summary>
internal static class EntityArm
{
    /// <summary>Names of up to so many words.</summary>
    private const int LongestName = 4;

    private const int MostWords = 64;

    private static readonly char[] Marks = ['?', '!', '.', ',', ';', ':', '"', '\'', '`', '(', ')', '[', ']', '“', '”', '’'];

    /// <summary>For each name in the question that memories have, those memories.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Named(string text, MemoryIndex index)
    {
        string[] words = [.. text.Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(Plain)];
        var named = new Dictionary<string, IReadOnlyList<int>>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < words.Length; at++)
        {
            for (var length = 1; length <= LongestName && at + length <= words.Length; length++)
            {
                var name = string.Join(' ', words, at, length);
                // Who said it is another question, which the speaker's own arm answers.
                var isWord = length == 1 && (StopWords.Contains(name.ToLowerInvariant()) || index.SpeakersNamed(name.ToLowerInvariant()).Count > 0);
                if (name.Length > 1 && !isWord && index.WithEntity(name) is { Count: > 0 } memories)
                    named[name] = memories;
            }
        }

        return [.. named.Values];
    }

    public static void Score(SearchedPart part, IReadOnlyList<IReadOnlyList<int>> named, SearchScratch scratch)
    {
        foreach (var memories in named)
        {
            // In a large store a name that every fiftieth memory has tells nothing, and costs the most.
            if (part.Count >= Matching.Large && memories.Count > part.Count / 50)
                continue;
            var weight = Matching.Idf(Math.Max(part.Count, memories.Count), memories.Count);
            foreach (var memory in memories)
            {
                if (!part.Eligible[memory])
                    continue;
                if (scratch.Entity[memory] == 0)
                    scratch.EntityTouched.Add(memory);
                scratch.Entity[memory] += weight;
                if (scratch.Words[memory] == 0 && scratch.Meaning[memory] == 0 && scratch.Entity[memory] == weight)
                    scratch.Touched.Add(memory);
            }
        }
    }

    private static string Plain(string word)
    {
        var plain = word.Trim(Marks);
        return plain.EndsWith("'s", StringComparison.Ordinal) || plain.EndsWith("’s", StringComparison.Ordinal) ? plain[..^2] : plain;
    }
}
