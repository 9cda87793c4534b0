using System.Numerics.Tensors;
using HydraBot.Memory.Recall;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Vectors;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Archive;

/// <summary>
/// The second, colder look: what is archived and what lies in the vault, found by the words in the tables, and by a model's vectors where one is set. Where it was not asked for it is only
/// looked at when what is warm is too little, and stands behind that.
/// </summary>
internal sealed class ArchiveArm(ArchiveRows rows, MemoryStore store, VectorShelf vectors)
{
    private const float Saturation = 1.2f;
    private const float Length = 0.75f;

    /// <param name="question">What is looked for.</param>
    /// <param name="filter">What may be found.</param>
    /// <param name="warm">What was found in what is warm, best first.</param>
    /// <param name="near">How like the question the vectors of what is warm are.</param>
    /// <param name="wanted">The archive was asked for: it is ranked with what is warm instead of behind it.</param>
    /// <param name="weights">What is left of a memory that is archived.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<FoundMemory>> JoinAsync(
        SearchQuestion question, SearchFilter filter, IReadOnlyList<FoundMemory> warm, IReadOnlyList<(Guid Id, float Similarity)> near, bool wanted, RetrievalWeights weights, CancellationToken cancellationToken)
    {
        var heard = filter.Audiences ?? throw new ArgumentException("Whose memories is not said.", nameof(filter));
        var words = ArchivedWords.Of(question.Query.Length > 20_000 ? question.Query[..20_000] : question.Query).Keys.ToArray();
        var (all, found) = await rows.FindAsync(words, heard, cancellationToken);
        if (all == 0)
            return warm;
        var told = await store.FindAsync([.. warm.Select(one => one.Id)], cancellationToken);
        // One measure for both: how much of what the question says, and how like it is.
        var shares = ByWords(words, all, [.. found, .. told.SelectMany(memory => In(memory, words))]);
        var likeness = (await ByVectorsAsync(question.Query, heard, cancellationToken)).Concat(near).GroupBy(one => one.Id).ToDictionary(group => group.Key, group => Nearness.Whole * Math.Max(0, group.First().Similarity));
        var cold = await FittingAsync(question, filter, shares, likeness, told, cancellationToken);
        if (cold.Count == 0)
            return warm;
        var (bestCold, bestWarm) = (Quality(cold[0]), told.Select(memory => Quality(memory.Id)).DefaultIfEmpty().Max());
        var best = warm.Count == 0 ? 1 : Math.Max(bestCold, bestWarm);
        var scale = weights.Cold * (warm.Count == 0 ? 1 : warm[0].Score) / Math.Max(1e-6f, best);
        if (wanted)
            warm = [.. warm.Select(one => one with { Score = one.Score * bestWarm / Math.Max(1e-6f, best), Arms = [.. one.Arms.Select(arm => arm with { Score = arm.Score * bestWarm / Math.Max(1e-6f, best) })] })];
        // What nobody asked for stands behind all that is warm.
        var most = wanted || warm.Count == 0 ? float.MaxValue : warm[^1].Score * 0.99f;
        var joined = cold.Select(id => Told(id, scale * shares.GetValueOrDefault(id), scale * likeness.GetValueOrDefault(id), most));
        return [.. warm.Concat(joined).OrderByDescending(one => one.Score).Take(question.Limit)];

        float Quality(Guid id) => shares.GetValueOrDefault(id) + likeness.GetValueOrDefault(id);
    }

    private static FoundMemory Told(Guid id, float words, float likeness, float most)
    {
        var cut = Math.Min(1, most / Math.Max(1e-6f, words + likeness));
        return new FoundMemory(id, (words + likeness) * cut, likeness > 0 ? [new ArmScore("archive", words * cut), new ArmScore("archive embedding", likeness * cut)] : [new ArmScore("archive", words * cut)]);
    }

    private static IEnumerable<ArchivedWord> In(StoredMemory memory, string[] words)
    {
        var counts = ArchivedWords.Of(memory.Content, memory.Speaker);
        var length = counts.Values.Sum();
        return words.Where(counts.ContainsKey).Select(word => new ArchivedWord(word, memory.Id, counts[word], length));
    }

    /// <summary>From nothing to one: how much of what the question says, a memory says. Unlike the share of the best it does not grow where all else says even less.</summary>
    private static Dictionary<Guid, float> ByWords(string[] words, long all, IReadOnlyList<ArchivedWord> found)
    {
        var shares = new Dictionary<Guid, float>();
        var average = found.Count == 0 ? 1 : Math.Max(1, (float)found.Average(one => one.Length));
        var having = found.GroupBy(one => one.Word, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var whole = words.Sum(word => Matching.Idf((int)Math.Min(int.MaxValue, all), having.GetValueOrDefault(word)));
        foreach (var one in found)
        {
            var norm = Saturation * (1 - Length + (Length * one.Length / average));
            var share = Matching.Idf((int)Math.Min(int.MaxValue, all), having[one.Word]) * one.Times / (one.Times + norm) / whole;
            shares[one.Memory] = shares.GetValueOrDefault(one.Memory) + share;
        }

        return shares;
    }

    private async Task<IEnumerable<(Guid Id, float Similarity)>> ByVectorsAsync(string query, IReadOnlySet<string> heard, CancellationToken cancellationToken)
    {
        if (vectors.Used is not { } used || await rows.VectorsAsync(used.Model.Identity, heard, cancellationToken) is not { Count: > 0 } kept || await vectors.EmbedAsync(query, cancellationToken) is not { } wanted)
            return [];
        return kept.Where(one => one.Vector.Length == wanted.Length).Select(one => (one.Id, TensorPrimitives.CosineSimilarity(wanted.Span, one.Vector)))
            .OrderByDescending(one => one.Item2).Take(50).ToArray();
    }

    /// <summary>Those that the question may find, the best first, without what is warm in the same words.</summary>
    private async Task<IReadOnlyList<Guid>> FittingAsync(
        SearchQuestion question, SearchFilter filter, Dictionary<Guid, float> shares, Dictionary<Guid, float> likeness, IReadOnlyList<StoredMemory> warm, CancellationToken cancellationToken)
    {
        var said = warm.Select(memory => Saying.Digest(memory.Content)).ToHashSet(StringComparer.Ordinal);
        var best = shares.Keys.Union(likeness.Where(one => one.Value >= Nearness.Whole * Nearness.Like).Select(one => one.Key)).Except(warm.Select(memory => memory.Id))
            .OrderByDescending(id => shares.GetValueOrDefault(id) + likeness.GetValueOrDefault(id)).ThenBy(id => id).Take(Math.Max(50, question.Limit * 4)).ToArray();
        return
        [
            .. (await store.FindAsync(best, cancellationToken))
                .Where(memory => memory.IsCold && question.Takes(memory, filter.AsOf ?? filter.Now) && !(question.ForModel && memory.Secret is not null) && said.Add(Saying.Digest(memory.Content)))
                .Select(memory => memory.Id),
        ];
    }
}
