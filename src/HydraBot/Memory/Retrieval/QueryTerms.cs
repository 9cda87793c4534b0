using HydraBot.Memory.Language;

namespace HydraBot.Memory.Retrieval;

/// <summary>One word of a query.</summary>
/// <param name="Stem">As the index knows it.</param>
/// <param name="Term">Its number; -1 where no memory has it.</param>
/// <param name="Row">Its word vector; -1 where there is none.</param>
/// <param name="Weight">What it counts.</param>
internal readonly record struct QueryTerm(string Stem, int Term, int Row, float Weight);

/// <summary>A query, read.</summary>
internal sealed record ReadQuery(IReadOnlyList<QueryTerm> Terms, float[] Gist, IReadOnlyList<int> Speakers, bool AsksWhen, bool AsksForSeveral, bool AsksForNumber, bool AsksForName)
{
    /// <summary>For each name that the query has, the memories that have it.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Entities { get; init; } = [];

    /// <summary>More words than anybody asks; a pasted page is searched by its first.</summary>
    private const int MostTerms = 64;

    public static ReadQuery Read(string text, MemoryIndex index)
    {
        var words = TextTokens.Of(text.Length > 20_000 ? text[..20_000] : text);
        var kept = words.Where(word => !StopWords.Contains(word)).ToList();
        if (kept.Count == 0)
            kept = words;
        var terms = kept
            .Select(word => (Stem: EnglishStemmer.Stem(word), Row: index.Vectors.Find(word)))
            .GroupBy(word => word.Stem, StringComparer.Ordinal)
            .Select(group => new QueryTerm(group.Key, index.FindTerm(group.Key), group.Max(word => word.Row), group.Count()))
            .Take(MostTerms)
            .ToArray();
        // Speakers whom the query names, by any part of their names.
        return new ReadQuery(
            terms, index.Vectors.Embed(kept), [.. words.Distinct(StringComparer.Ordinal).SelectMany(index.SpeakersNamed).Distinct()],
            QuestionKind.AsksWhen(text), QuestionKind.AsksForSeveral(text), QuestionKind.AsksForNumber(text), QuestionKind.AsksForName(text))
        {
            Entities = EntityArm.Named(text.Length > 20_000 ? text[..20_000] : text, index),
        };
    }
}
