namespace HydraBot.Memory.Retrieval;

/// <summary>Finds the memories of the searched part that have a word.</summary>
internal static class Matching
{
    /// <summary>How rare a word is among <paramref name="all"/> texts.</summary>
    public static float Idf(int all, int having) => MathF.Log(1 + ((all - having + 0.5f) / (having + 0.5f)));

    /// <summary>Fills <see cref="SearchScratch.Matches"/>.</summary>
    public static void Gather(PostingList postings, SearchedPart part, SearchScratch scratch)
    {
        scratch.Matches.Clear();
        var memories = postings.Memories;
        var counts = postings.Counts;
        if (part.Narrowed is { } narrowed && (long)narrowed.Length * 16 < memories.Length)
        {
            Leap(memories, counts, narrowed, scratch);
            return;
        }

        for (var at = 0; at < memories.Length; at++)
        {
            if (scratch.Eligible[memories[at]])
                scratch.Matches.Add((memories[at], counts[at]));
        }
    }

    /// <summary>A small part against a common word: from one of its memories to the next in steps that double.</summary>
    private static void Leap(ReadOnlySpan<int> memories, ReadOnlySpan<byte> counts, int[] narrowed, SearchScratch scratch)
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
            if (found >= 0 && scratch.Eligible[memory])
                scratch.Matches.Add((memory, counts[from]));
            if (from >= memories.Length)
                return;
        }
    }
}
