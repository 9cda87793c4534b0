namespace HydraBot.Memory.Retrieval;

/// <summary>
/// The second hop: words that the best memories share, and that the query does not have, are asked for too. What is told in two places is found
/// from the one by the other.
/// </summary>
internal static class Feedback
{
    /// <param name="index">Where.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="best">The memories to go on from.</param>
    /// <param name="scratch">What the arms found.</param>
    /// <param name="weights">How much.</param>
    public static IReadOnlyList<QueryTerm> Terms(MemoryIndex index, ReadQuery query, IReadOnlyList<int> best, SearchScratch scratch, RetrievalWeights weights)
    {
        var asked = query.Terms.Select(term => term.Term).ToHashSet();
        var found = new Dictionary<int, float>();
        foreach (var memory in best)
        {
            var terms = index.TermsOf(memory);
            foreach (var term in terms)
            {
                if (!asked.Contains(term))
                    found[term] = found.GetValueOrDefault(term) + (scratch.Words[memory] / (terms.Length + 5));
            }
        }

        var total = query.Terms.Count;
        // Of a large store's words only those that few have lead on.
        var common = index.Count < Matching.Large ? int.MaxValue : index.Count / 200;
        var chosen = found
            .Where(pair => index.Postings(pair.Key).Length <= common)
            .Select(pair => (Term: pair.Key, Weight: pair.Value * Matching.Idf(index.Count, index.Postings(pair.Key).Length)))
            .OrderByDescending(pair => pair.Weight)
            .Take(weights.FeedbackTerms)
            .ToArray();
        var sum = chosen.Sum(pair => pair.Weight);
        return [.. chosen.Select(pair => new QueryTerm("", pair.Term, -1, weights.Feedback * total * pair.Weight / sum))];
    }

    /// <summary>By what their words, words of like meaning and their conversations say.</summary>
    public static List<int> Best(MemoryIndex index, SearchScratch scratch, RetrievalWeights weights)
    {
        var (words, meaning, session) = (1e-6f, 1e-6f, 1e-6f);
        var threads = index.Columns.Thread;
        foreach (var memory in scratch.Touched)
        {
            words = Math.Max(words, scratch.Words[memory]);
            meaning = Math.Max(meaning, scratch.Meaning[memory]);
            session = Math.Max(session, scratch.Session[threads[memory]]);
        }

        var best = new PriorityQueue<int, float>();
        var (byWords, byMeaning, bySession) = (weights.Words / words, weights.Meaning / meaning, weights.Session / session);
        foreach (var memory in scratch.Touched)
        {
            var score = (byWords * scratch.Words[memory]) + (byMeaning * scratch.Meaning[memory]) + (bySession * scratch.Session[threads[memory]]);
            if (best.Count < weights.FeedbackMemories)
                best.Enqueue(memory, score);
            else if (best.TryPeek(out _, out var least) && score > least)
                best.EnqueueDequeue(memory, score);
        }

        return [.. best.UnorderedItems.Select(item => item.Element).Where(memory => scratch.Words[memory] > 0).Order()];
    }
}
