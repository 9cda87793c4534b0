using System.Collections.Concurrent;

namespace HydraBot.Memory.Retrieval;

/// <summary>Searches the index: the arms, their fusion, and what is said about each memory that is found.</summary>
internal sealed class Ranker(MemoryIndex index, RetrievalWeights weights)
{
    private readonly ConcurrentBag<SearchScratch> _spare = [];
    private readonly WordNeighbours _neighbours = new();

    public IReadOnlyList<FoundMemory> Search(string text, SearchFilter filter, int limit)
    {
        var scratch = _spare.TryTake(out var spare) ? spare : new SearchScratch();
        scratch.Fit(index.Columns.Count, index.ThreadCount);
        try
        {
            return Search(ReadQuery.Read(text, index), filter, limit, scratch);
        }
        finally
        {
            scratch.Clear(index.Columns.Count, index.ThreadCount);
            _spare.Add(scratch);
        }
    }

    private IReadOnlyList<FoundMemory> Search(ReadQuery query, SearchFilter filter, int limit, SearchScratch scratch)
    {
        var part = SearchedPart.Mark(index, filter, scratch);
        if (part.Count == 0 || query.Terms.Count == 0)
            return [];
        var budget = 3_000_000L;
        WordArm.Score(index, part, query.Terms, weights, scratch, sessions: true);
        MeaningArm.Score(index, part, query.Terms, weights, _neighbours, scratch, ref budget);
        GistArm.Score(index, part, query.Gist, scratch);
        if (weights.Feedback > 0)
            WordArm.Score(index, part, Feedback.Terms(index, part, query, Fusion.Pick(index, part, query, weights, scratch, weights.FeedbackMemories), weights), weights, scratch, sessions: false);
        return Fusion.Pick(index, part, query, weights, scratch, limit);
    }
}
