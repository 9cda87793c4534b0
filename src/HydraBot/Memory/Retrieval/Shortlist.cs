namespace HydraBot.Memory.Retrieval;

/// <summary>Of very many memories that share something with a query, keeps those worth a closer look.</summary>
internal static class Shortlist
{
    private const int Many = 8192;
    private const int Kept = 4096;
    private const int Steps = 512;

    /// <summary>By words and meaning alone; what is cut could not reach the first ten on the remaining quarter of the weights but by chance.</summary>
    public static void Cut(RetrievalWeights weights, SearchScratch scratch)
    {
        var touched = scratch.Touched;
        if (touched.Count <= Many)
            return;
        var (words, meaning) = (1e-6f, 1e-6f);
        foreach (var memory in touched)
        {
            words = Math.Max(words, scratch.Words[memory]);
            meaning = Math.Max(meaning, scratch.Meaning[memory]);
        }

        var (byWords, byMeaning) = (weights.Words / words, weights.Meaning / meaning);
        var scale = (Steps - 1) / (weights.Words + weights.Meaning);
        Span<int> having = stackalloc int[Steps];
        having.Clear();
        var steps = scratch.Steps(touched.Count);
        for (var place = 0; place < touched.Count; place++)
        {
            var memory = touched[place];
            // What is named stays in the race whatever else it says.
            var step = scratch.Entity[memory] > 0 || scratch.Graph[memory] > 0 ? (short)(Steps - 1) : (short)(scale * ((byWords * scratch.Words[memory]) + (byMeaning * scratch.Meaning[memory])));
            steps[place] = step;
            having[step]++;
        }

        var least = Steps - 1;
        for (var kept = having[least]; least > 0 && kept < Kept; kept += having[least])
            least--;
        scratch.PutAside(steps, least);
    }
}
