namespace HydraBot.Memory.Retrieval;

/// <summary>
/// BM25F: a word counts in full in the memory itself, and less in those around it; and BM25 over whole conversations in the same pass.
/// </summary>
internal static class WordArm
{
    private const int MostFar = 1000;

    public static void Score(MemoryIndex index, SearchedPart part, IReadOnlyList<QueryTerm> terms, RetrievalWeights weights, SearchScratch scratch, bool sessions)
    {
        var common = Matching.TooCommon(index, part, terms);
        foreach (var term in terms)
        {
            if (term.Term < 0 || index.Postings(term.Term).Length > common)
                continue;
            Matching.Gather(index.Postings(term.Term), part, scratch);
            if (scratch.Matches.Count == 0)
                continue;
            AddMemories(index, part, term.Weight, weights, scratch);
            if (sessions)
                AddSessions(index, part, term.Weight, weights, scratch);
        }
    }

    private static void AddMemories(MemoryIndex index, SearchedPart part, float queryWeight, RetrievalWeights weights, SearchScratch scratch)
    {
        var columns = index.Columns;
        var idf = Matching.Idf(part.Count, scratch.Matches.Count) * queryWeight;
        var memories = scratch.Matches.Memories;
        // A word that thousands have says nothing two turns further, and costs the most.
        var isRare = part.Count < Matching.Large || memories.Length <= MostFar;
        var (before, after) = isRare ? (weights.Before, weights.After) : (0, 0);
        for (var at = 0; at < memories.Length; at++)
        {
            var memory = memories[at];
            float count = scratch.Matches.Counts[at];
            Touch(scratch, memory, count);
            Spread(columns.Next, memory, count, weights.Previous, before, part, scratch);
            Spread(columns.Previous, memory, count, weights.Next, after, part, scratch);
        }

        foreach (var memory in scratch.TermTouched)
        {
            var count = scratch.Term[memory];
            scratch.Term[memory] = 0;
            if (scratch.Words[memory] == 0 && scratch.Meaning[memory] == 0)
                scratch.Touched.Add(memory);
            var norm = weights.K1 * (1 - weights.B + (weights.B * Length(columns, memory, weights) / (part.AverageLength * (1 + weights.Previous + weights.Next))));
            scratch.Words[memory] += idf * count * (weights.K1 + 1) / (count + norm);
        }

        scratch.TermTouched.Clear();
    }

    private static float Length(MemoryColumns columns, int memory, RetrievalWeights weights)
    {
        float length = columns.Length[memory];
        if (columns.Previous[memory] is >= 0 and var previous)
            length += weights.Previous * columns.Length[previous];
        if (columns.Next[memory] is >= 0 and var next)
            length += weights.Next * columns.Length[next];
        return length;
    }

    /// <summary>To the turn beside it, and to the one beside that.</summary>
    private static void Spread(int[] beside, int memory, float count, float first, float second, SearchedPart part, SearchScratch scratch)
    {
        if (beside[memory] is not (>= 0 and var near) || !part.Eligible[near])
            return;
        Touch(scratch, near, count * first);
        if (second > 0 && beside[near] is >= 0 and var far && part.Eligible[far])
            Touch(scratch, far, count * second);
    }

    private static void Touch(SearchScratch scratch, int memory, float count)
    {
        ref var sum = ref scratch.Term[memory];
        if (sum == 0)
            scratch.TermTouched.Add(memory);
        sum += count;
    }

    private static void AddSessions(MemoryIndex index, SearchedPart part, float queryWeight, RetrievalWeights weights, SearchScratch scratch)
    {
        var memories = scratch.Matches.Memories;
        for (var at = 0; at < memories.Length; at++)
        {
            float count = scratch.Matches.Counts[at];
            var session = index.Columns.Thread[memories[at]];
            ref var sum = ref scratch.SessionTerm[session];
            if (sum == 0)
                scratch.TouchedSessions.Add(session);
            sum += count;
        }

        var idf = Matching.Idf(part.Sessions, scratch.TouchedSessions.Count) * queryWeight;
        foreach (var session in scratch.TouchedSessions)
        {
            var count = scratch.SessionTerm[session];
            scratch.SessionTerm[session] = 0;
            var norm = weights.K1 * (1 - weights.B + (weights.B * part.SessionLength[session] / part.AverageSession));
            if (scratch.Session[session] == 0)
                scratch.ScoredSessions.Add(session);
            scratch.Session[session] += idf * count * (weights.K1 + 1) / (count + norm);
        }

        scratch.TouchedSessions.Clear();
    }
}
