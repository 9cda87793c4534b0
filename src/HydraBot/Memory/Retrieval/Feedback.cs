namespace HydraBot.Memory.Retrieval;

/// <summary>
/// The second hop: words that the best memories share, and that the query does not have, are asked for too. What is told in two places is found
/// from the one by the other.
/// </summary>
internal static class Feedback
{
    public static IReadOnlyList<QueryTerm> Terms(MemoryIndex index, ReadQuery query, SearchScratch scratch, RetrievalWeights weights)
    {
        var asked = query.Terms.Select(term => term.Term).ToHashSet();
        var found = new Dictionary<int, float>();
        foreach (var memory in Best(scratch, weights.FeedbackMemories))
        {
            var terms = index.TermsOf(memory);
            foreach (var term in terms)
            {
                if (!asked.Contains(term))
                    found[term] = found.GetValueOrDefault(term) + (scratch.Words[memory] / (terms.Length + 5));
            }
        }

        var total = query.Terms.Count;
        var chosen = found
            .Select(pair => (Term: pair.Key, Weight: pair.Value * Matching.Idf(index.Count, index.Postings(pair.Key).Length)))
            .OrderByDescending(pair => pair.Weight)
            .Take(weights.FeedbackTerms)
            .ToArray();
        var sum = chosen.Sum(pair => pair.Weight);
        return [.. chosen.Select(pair => new QueryTerm("", pair.Term, -1, weights.Feedback * total * pair.Weight / sum))];
    }

    /// <summary>By their words alone, which is quick and good enough to learn words from.</summary>
    private static List<int> Best(SearchScratch scratch, int most)
    {
        var best = new PriorityQueue<int, float>();
        foreach (var memory in scratch.Touched)
        {
            var score = scratch.Words[memory];
            if (best.Count < most)
                best.Enqueue(memory, score);
            else if (best.TryPeek(out _, out var least) && score > least)
                best.EnqueueDequeue(memory, score);
        }

        return [.. best.UnorderedItems.Select(item => item.Element).Where(memory => scratch.Words[memory] > 0).Order()];
    }
}
