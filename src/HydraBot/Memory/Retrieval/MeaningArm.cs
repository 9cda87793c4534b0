using HydraBot.Memory.Embeddings;

namespace HydraBot.Memory.Retrieval;

/// <summary>
/// Late interaction: for each word of the query the nearest word that the memory has, as the square of their cosine, times how rare the query's
/// word is. It bridges vocabularies: "car" finds "vehicle".
/// </summary>
internal static class MeaningArm
{
    public static void Score(MemoryIndex index, SearchedPart part, IReadOnlyList<QueryTerm> terms, RetrievalWeights weights, WordNeighbours neighbours, SearchScratch scratch, long budget)
    {
        var common = Matching.TooCommon(index, part, terms);
        foreach (var term in terms)
        {
            var having = 0;
            if (term.Term >= 0 && index.Postings(term.Term).Length > common)
                continue;
            if (term.Term >= 0)
            {
                Matching.Gather(index.Postings(term.Term), part, scratch);
                having = scratch.Matches.Count;
                Nearest(scratch, 1);
            }

            if (term.Row >= 0)
            {
                // Each word has its share of the time: in a small store it never ends.
                var share = budget / terms.Count;
                foreach (var (near, similarity) in neighbours.Of(term.Row, index, weights))
                {
                    var cost = index.Postings(near).Length;
                    if (near == term.Term || cost > share)
                        continue;
                    share -= cost;
                    Matching.Gather(index.Postings(near), part, scratch);
                    Nearest(scratch, similarity * similarity);
                }
            }

            var idf = Matching.Idf(part.Count, having) * term.Weight;
            foreach (var memory in scratch.TermTouched)
            {
                if (scratch.Words[memory] == 0 && scratch.Meaning[memory] == 0)
                    scratch.Touched.Add(memory);
                scratch.Meaning[memory] += idf * scratch.Term[memory];
                scratch.Term[memory] = 0;
            }

            scratch.TermTouched.Clear();
        }
    }

    private static void Nearest(SearchScratch scratch, float similarity)
    {
        foreach (var memory in scratch.Matches.Memories)
        {
            ref var best = ref scratch.Term[memory];
            if (best == 0)
                scratch.TermTouched.Add(memory);
            best = Math.Max(best, similarity);
        }
    }
}

/// <summary>The words of the index nearest to a word, remembered while the vocabulary stays.</summary>
internal sealed class WordNeighbours
{
    private const int MostKept = 4096;

    private readonly Dictionary<int, (int Vocabulary, (int Term, float Similarity)[] Near)> _kept = [];
    private readonly Lock _gate = new();

    public (int Term, float Similarity)[] Of(int row, MemoryIndex index, RetrievalWeights weights)
    {
        lock (_gate)
        {
            // A vocabulary that grew a little has the same neighbours, nearly: looking again for each new word would cost more than it finds.
            if (_kept.TryGetValue(row, out var known) && known.Vocabulary * 1.02 >= index.TermCount)
                return known.Near;
        }

        var near = Find(row, index, weights);
        lock (_gate)
        {
            if (_kept.Count >= MostKept)
                _kept.Clear();
            _kept[row] = (index.TermCount, near);
        }

        return near;
    }

    private static (int, float)[] Find(int row, MemoryIndex index, RetrievalWeights weights)
    {
        var best = new Dictionary<int, float>();
        var numbers = index.Vectors.Wide(row);
        for (var other = 0; other < index.RowTerms.Length; other++)
        {
            if (index.RowTerms[other] is not (> 0 and var term))
                continue;
            var similarity = index.Vectors.Similarity(row, numbers, other);
            if (similarity >= weights.LeastSimilarity)
                best[term - 1] = Math.Max(similarity, best.GetValueOrDefault(term - 1));
        }

        return [.. best.OrderByDescending(pair => pair.Value).Take(weights.MostSimilar).Select(pair => (pair.Key, pair.Value))];
    }
}
