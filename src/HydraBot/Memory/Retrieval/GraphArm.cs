namespace HydraBot.Memory.Retrieval;

/// <summary>
/// A step over the graph of names: from what the question finds best, by the names that stand there and not in the question, to the other memories that have them. "Where does the disk of jellyfin's
/// host come from?" finds the host by jellyfin, and the disk by the host.
/// </summary>
internal static class GraphArm
{
    /// <summary>In a large store a name of more than one memory in so many leads everywhere.</summary>
    private const int Rare = 200;

    public static void Score(MemoryIndex index, SearchedPart part, ReadQuery query, IReadOnlyList<int> best, SearchScratch scratch)
    {
        var asked = query.Entities.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var from in best)
        {
            var names = index.EntitiesOf(from);
            foreach (var name in names)
            {
                var memories = index.WithEntity(name);
                if (memories.Count < 2 || asked.Contains(memories) || (part.Count >= Matching.Large && memories.Count > part.Count / Rare))
                    continue;
                var weight = Matching.Idf(Math.Max(part.Count, memories.Count), memories.Count) / names.Length;
                foreach (var memory in memories)
                {
                    if (memory != from && part.Eligible[memory])
                        Reach(memory, weight, scratch);
                }
            }
        }
    }

    private static void Reach(int memory, float weight, SearchScratch scratch)
    {
        if (scratch.Graph[memory] == 0)
        {
            scratch.GraphTouched.Add(memory);
            if (scratch.Words[memory] == 0 && scratch.Meaning[memory] == 0 && scratch.Entity[memory] == 0)
                scratch.Touched.Add(memory);
        }

        scratch.Graph[memory] += weight;
    }
}
