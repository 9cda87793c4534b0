using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Cache;

/// <summary>How like two questions are whose particulars are equal: the log odds that one answer is right for both, before anything is known of the entry.</summary>
internal static class Likeness
{
    /// <summary>Weights of <see cref="Features"/>, the constant last; <c>cache fit</c> of the benchmarks prints them.</summary>
    private static readonly double[] Weights = [5.08, 0.00, 0.00, 0.87, -0.90];

    private const double Never = -20;

    /// <summary>The log odds.</summary>
    public static double Of(Reading one, Reading other, WordVectors vectors)
    {
        Span<double> features = stackalloc double[4];
        Features(one, other, vectors, features);

        // The same words the other way round are the other question.
        return IsTurned(one, other) ? Never : Of(features);
    }

    public static double Of(ReadOnlySpan<double> features)
    {
        var sum = Weights[^1];
        for (var at = 0; at < features.Length; at++)
            sum += Weights[at] * features[at];
        return sum;
    }

    /// <summary>Whether one says all that the other says; the share of words that both have; how well the word is matched that has the least counterpart in the other, of both questions and of the better of both: words that one of them has more say less than words that are others.</summary>
    public static void Features(Reading one, Reading other, WordVectors vectors, Span<double> features)
    {
        var shared = Shared(one.Words, other.Words);
        var all = one.Words.Count + other.Words.Count;
        features[1] = all == 0 ? 1 : 2.0 * shared.Count / all;
        var (here, there) = (Worst(one.Words, other.Words, vectors), Worst(other.Words, one.Words, vectors));
        features[2] = Math.Min(here, there);
        features[3] = Math.Max(here, there);
        features[0] = features[3] > 0.999 ? 1 : 0;
    }

    /// <summary>True where a way is spoken of, and what both have stands in another order.</summary>
    public static bool IsTurned(Reading one, Reading other) =>
        one.Sequence is { } first && other.Sequence is { } second && !InOrder(Shared(first, second));

    /// <summary>Where each word of the first that both have stands in the second.</summary>
    private static List<int> Shared(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var places = new List<int>();
        var taken = new bool[other.Count];
        foreach (var word in one)
        {
            for (var at = 0; at < other.Count; at++)
            {
                if (taken[at] || !Same(word, other[at]))
                    continue;
                taken[at] = true;
                places.Add(at);
                break;
            }
        }

        return places;
    }

    private static bool InOrder(List<int> places)
    {
        for (var at = 1; at < places.Count; at++)
        {
            if (places[at] < places[at - 1])
                return false;
        }

        return true;
    }

    /// <summary>The word that the other question has the least counterpart of.</summary>
    private static double Worst(IReadOnlyList<string> words, IReadOnlyList<string> others, WordVectors vectors)
    {
        var worst = 1.0;
        var taken = new bool[others.Count];
        foreach (var word in words)
        {
            var best = 0.0;
            var row = vectors.Find(word);
            var wide = row >= 0 ? vectors.Wide(row) : null;
            for (var at = 0; at < others.Count; at++)
            {
                var other = others[at];
                if (!taken[at] && Same(word, other))
                {
                    (taken[at], best) = (true, 1);
                    break;
                }

                if (!Same(word, other) && wide is not null && vectors.Find(other) is >= 0 and var found)
                    best = Math.Max(best, vectors.Similarity(row, wide, found));
            }

            worst = Math.Min(worst, best);
        }

        return worst;
    }

    /// <summary>The same word, in the plural or another person too.</summary>
    private static bool Same(string one, string other) =>
        one == other || (Math.Abs(one.Length - other.Length) <= 2 && Stem(one).SequenceEqual(Stem(other)));

    private static ReadOnlySpan<char> Stem(string word) => word switch
    {
        { Length: > 5 } when word.EndsWith("ies", StringComparison.Ordinal) => word.AsSpan(0, word.Length - 2),
        { Length: > 4 } when word.EndsWith("es", StringComparison.Ordinal) => word.AsSpan(0, word.Length - 2),
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word.AsSpan(0, word.Length - 1),
        _ => word,
    };
}
