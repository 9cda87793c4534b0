namespace HydraBot.Memory.Retrieval;

/// <summary>
/// BM25F: a word counts in full in the memory itself, half in the one before, a quarter in the one after; and BM25 over whole conversations in the
/// same pass.
/// </summary>
internal static class WordArm
{
    public static void Score(MemoryIndex index, SearchedPart part, IReadOnlyList<QueryTerm> terms, RetrievalWeights weights, SearchScratch scratch, bool sessions)
    {
        foreach (var term in terms)
        {
            if (term.Term < 0)
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
        foreach (var (memory, count) in scratch.Matches)
        {
            Touch(scratch, memory, count);
            if (columns.Next[memory] is >= 0 and var next && scratch.Eligible[next])
                Touch(scratch, next, count * weights.Previous);
            if (columns.Previous[memory] is >= 0 and var previous && scratch.Eligible[previous])
                Touch(scratch, previous, count * weights.Next);
        }

        foreach (var memory in scratch.TermTouched)
        {
            var count = scratch.Term[memory];
            scratch.Term[memory] = 0;
            if (scratch.Words[memory] == 0)
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

    private static void Touch(SearchScratch scratch, int memory, float count)
    {
        ref var sum = ref scratch.Term[memory];
        if (sum == 0)
            scratch.TermTouched.Add(memory);
        sum += count;
    }

    private static void AddSessions(MemoryIndex index, SearchedPart part, float queryWeight, RetrievalWeights weights, SearchScratch scratch)
    {
        foreach (var (memory, count) in scratch.Matches)
        {
            var session = index.Columns.Thread[memory];
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
            var norm = weights.K1 * (1 - weights.B + (weights.B * scratch.SessionLength[session] / part.AverageSession));
            scratch.Session[session] += idf * count * (weights.K1 + 1) / (count + norm);
        }

        scratch.TouchedSessions.Clear();
    }
}
