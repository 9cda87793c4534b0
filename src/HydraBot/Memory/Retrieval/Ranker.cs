using System.Collections.Concurrent;

namespace HydraBot.Memory.Retrieval;

/// <summary>Searches the index: the arms, their fusion, and what is said about each memory that is found.</summary>
internal sealed class Ranker(MemoryIndex index, RetrievalWeights standard)
{
    /// <summary>How many places a search reads for words of like meaning: it bounds the time in a store of a million.</summary>
    private const long Budget = 500_000;

    private const long LargeBudget = 30_000;

    private readonly ConcurrentBag<SearchScratch> _spare = [];
    private readonly WordNeighbours _neighbours = new();
    private readonly SearchedParts _parts = new(index);

    /// <param name="text">The question.</param>
    /// <param name="filter">What may be found.</param>
    /// <param name="limit">How many.</param>
    /// <param name="tuned">Other weights for this once. How like words must be is fixed: what is like what is kept.</param>
    public IReadOnlyList<FoundMemory> Search(string text, SearchFilter filter, int limit, RetrievalWeights? tuned = null)
    {
        var scratch = _spare.TryTake(out var spare) ? spare : new SearchScratch();
        scratch.Fit(index.Columns.Count, index.ThreadCount);
        try
        {
            return Search(ReadQuery.Read(text, index), filter, limit, tuned ?? standard, scratch);
        }
        finally
        {
            scratch.Clear(index.Columns);
            _spare.Add(scratch);
        }
    }

    private IReadOnlyList<FoundMemory> Search(ReadQuery query, SearchFilter filter, int limit, RetrievalWeights weights, SearchScratch scratch)
    {
        if (query.Terms.Count == 0)
            return [];
        var part = SearchedPart.Narrow(index, filter) is { } narrowed ? scratch.Borrow(index, filter, narrowed) : _parts.Of(filter);
        if (part.Count == 0)
            return [];
        WordArm.Score(index, part, query.Terms, weights, scratch, sessions: true);
        MeaningArm.Score(index, part, query.Terms, weights, _neighbours, scratch, part.Count < Matching.Large ? Budget : LargeBudget);
        var best = weights.Feedback > 0 || weights.Graph > 0 ? Feedback.Best(index, scratch, weights) : [];
        if (weights.Feedback > 0)
            WordArm.Score(index, part, Feedback.Terms(index, query, best, scratch, weights), weights, scratch, sessions: false);
        if (weights.Entity > 0)
            EntityArm.Score(part, query.Entities, scratch);
        if (weights.Graph > 0)
            GraphArm.Score(index, part, query, best, scratch);
        Shortlist.Cut(weights, scratch);
        GistArm.Score(index, part, query.Gist, scratch);
        return Fusion.Pick(index, part, query, weights, scratch, limit);
    }
}
