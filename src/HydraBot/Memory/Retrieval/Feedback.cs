namespace HydraBot.Memory.Retrieval;

/// <summary>
/// The second hop: words that the best memories share, and that the query does not have, are asked for too. What is told in two places is found
/// from the one by the other.
/// </summary>
internal static class Feedback
{
    public static IReadOnlyList<QueryTerm> Terms(MemoryIndex index, SearchedPart part, ReadQuery query, IReadOnlyList<FoundMemory> best, RetrievalWeights weights)
    {
        var asked = query.Terms.Select(term => term.Term).ToHashSet();
        var found = new Dictionary<int, float>();
        foreach (var memory in best)
        {
            var terms = index.TermsOf(index.Find(memory.Id));
            foreach (var term in terms)
            {
                if (!asked.Contains(term))
                    found[term] = found.GetValueOrDefault(term) + (memory.Score / (terms.Length + 5));
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
}
