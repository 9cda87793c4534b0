namespace HydraBot.Memory.Retrieval;

/// <summary>Finds the memories of the searched part that have a word.</summary>
internal static class Matching
{
    /// <summary>From here on speed is a question.</summary>
    public const int Large = 50_000;

    /// <summary>How rare a word is among <paramref name="all"/> texts.</summary>
    public static float Idf(int all, int having) => MathF.Log(1 + ((all - having + 0.5f) / (having + 0.5f)));

    /// <summary>
    /// Above how many memories a word is not looked at. In a large store a word that every fiftieth memory has tells nothing beside a rare one, nor the
    /// name of somebody who said half of them beside any other, and they cost the most.
    /// </summary>
    public static int TooCommon(MemoryIndex index, SearchedPart part, IReadOnlyList<QueryTerm> terms)
    {
        if (part.Narrowed is not null || part.Count < Large)
            return int.MaxValue;
        var rarest = int.MaxValue;
        foreach (var term in terms)
        {
            if (term.Term >= 0 && index.Postings(term.Term).Length is > 0 and var having)
                rarest = Math.Min(rarest, having);
        }

        return rarest < part.Count / 100 ? part.Count / 50 : rarest < part.Count / 10 ? part.Count / 8 : int.MaxValue;
    }

    /// <summary>Fills <see cref="SearchScratch.Matches"/>.</summary>
    public static void Gather(PostingList postings, SearchedPart part, SearchScratch scratch)
    {
        scratch.Matches.Begin(postings.Length);
        var memories = postings.Memories;
        var counts = postings.Counts;
        if (part.Narrowed is { } narrowed && (long)narrowed.Length * 16 < memories.Length)
        {
            Leap(memories, counts, narrowed, part, scratch);
            return;
        }

        var eligible = part.Eligible;
        for (var at = 0; at < memories.Length; at++)
        {
            if (eligible[memories[at]])
                scratch.Matches.Add(memories[at], counts[at]);
        }
    }

    /// <summary>A small part against a common word: from one of its memories to the next in steps that double.</summary>
    private static void Leap(ReadOnlySpan<int> memories, ReadOnlySpan<byte> counts, int[] narrowed, SearchedPart part, SearchScratch scratch)
    {
        var from = 0;
        foreach (var memory in narrowed)
        {
            var step = 1;
            while (from + step < memories.Length && memories[from + step] < memory)
                step *= 2;
            var length = Math.Min(memories.Length - from, step + 1);
            var found = memories.Slice(from, length).BinarySearch(memory);
            from += found >= 0 ? found : ~found;
            if (found >= 0 && part.Eligible[memory])
                scratch.Matches.Add(memory, counts[from]);
            if (from >= memories.Length)
                return;
        }
    }
}
