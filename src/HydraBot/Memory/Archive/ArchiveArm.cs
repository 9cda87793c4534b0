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

    /// <summary>The least cosine of what shares no word with the question.</summary>
    private const float LeastSimilarity = 0.35f;

    private const float Embedding = 0.5f;

    public async Task<IReadOnlyList<FoundMemory>> JoinAsync(
        SearchQuestion question, SearchFilter filter, IReadOnlyList<FoundMemory> warm, bool wanted, RetrievalWeights weights, CancellationToken cancellationToken)
    {
        var heard = filter.Audiences ?? throw new ArgumentException("Whose memories is not said.", nameof(filter));
        var words = ArchivedWords.Of(question.Query.Length > 20_000 ? question.Query[..20_000] : question.Query).Keys.ToArray();
        var (all, found) = await rows.FindAsync(words, heard, cancellationToken);
        if (all == 0)
            return warm;
        var scores = new Dictionary<Guid, List<ArmScore>>();
        foreach (var (id, share) in ByWords(words, all, found))
            scores[id] = [new ArmScore("archive", weights.Cold * share)];
        foreach (var (id, similarity) in await ByVectorsAsync(question.Query, heard, cancellationToken))
        {
            if (similarity >= LeastSimilarity || scores.ContainsKey(id))
                (scores.TryGetValue(id, out var arms) ? arms : scores[id] = []).Add(new ArmScore("archive embedding", weights.Cold * Embedding * Math.Max(0, similarity)));
        }

        var fitting = await FittingAsync(question, filter, scores, warm, cancellationToken);
        // What nobody asked for stands behind all that is warm.
        var most = wanted || warm.Count == 0 ? float.MaxValue : warm[^1].Score * 0.99f;
        var cold = fitting.Select(id => new FoundMemory(id, Math.Min(most, scores[id].Sum(arm => arm.Score)), scores[id]));
        return [.. warm.Concat(cold).OrderByDescending(one => one.Score).Take(question.Limit)];
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
        SearchQuestion question, SearchFilter filter, Dictionary<Guid, List<ArmScore>> scores, IReadOnlyList<FoundMemory> warm, CancellationToken cancellationToken)
    {
        var best = scores.OrderByDescending(one => one.Value.Sum(arm => arm.Score)).ThenBy(one => one.Key).Select(one => one.Key).Take(Math.Max(50, question.Limit * 4)).ToArray();
        var said = (await store.FindAsync([.. warm.Select(one => one.Id)], cancellationToken)).Select(memory => Saying.Digest(memory.Content)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await store.FindAsync(best, cancellationToken))
                .Where(memory => memory.IsCold && question.Takes(memory, filter.AsOf ?? filter.Now) && !(question.ForModel && memory.Secret is not null) && said.Add(Saying.Digest(memory.Content)))
                .Select(memory => memory.Id),
        ];
    }
}
