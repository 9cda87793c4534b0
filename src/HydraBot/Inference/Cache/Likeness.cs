using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Cache;

/// <summary>How like two questions are whose particulars are equal: the log odds that one answer is right for both, before anything is known of the entry.</summary>
internal static class Likeness
{
    /// <summary>Weights of <see cref="Features"/>, the constant last; <c>cache fit</c> of the benchmarks prints them.</summary>
    private static readonly double[] Weights = [5.08, 0.00, 0.00, 0.87, -0.90];

    private const double Never = -20;

    /// <summary>The log odds.</summary>
    public static double Of(Reading one, Reading other, WordVectors vectors) => Of(new AskedWords(one, vectors), other);

    /// <summary>The same for one question beside many.</summary>
    public static double Of(AskedWords one, Reading other)
    {
        // The same words the other way round are the other question.
        if (IsTurned(one.Reading, other))
            return Never;
        Span<double> features = stackalloc double[4];
        Features(one, other, features);
        return Of(features);
    }

    public static double Of(ReadOnlySpan<double> features)
    {
        var sum = Weights[^1];
        for (var at = 0; at < features.Length; at++)
            sum += Weights[at] * features[at];
        return sum;
    }

    /// <summary>Whether one says all that the other says; the share of words that both have; how well the word is matched that has the least counterpart in the other, of both questions and of the better of both: words that one of them has more say less than words that are others.</summary>
    public static void Features(Reading one, Reading other, WordVectors vectors, Span<double> features) => Features(new AskedWords(one, vectors), other, features);

    private static void Features(AskedWords one, Reading other, Span<double> features)
    {
        var (rows, columns) = (one.Reading.Words.Count, other.Words.Count);
        var same = rows * columns <= 1024 ? stackalloc bool[rows * columns] : new bool[rows * columns];
        for (var here = 0; here < rows; here++)
        {
            for (var there = 0; there < columns; there++)
                same[(here * columns) + there] = Same(one.Reading, here, other, there);
        }

        features[1] = rows + columns == 0 ? 1 : 2.0 * Shared(same, rows, columns) / (rows + columns);
        var (worstHere, worstThere) = (Worst(one, other, same, turned: false), Worst(one, other, same, turned: true));
        features[2] = Math.Min(worstHere, worstThere);
        features[3] = Math.Max(worstHere, worstThere);
        features[0] = features[3] > 0.999 ? 1 : 0;
    }

    /// <summary>How many words of the one have one of their own in the other.</summary>
    private static int Shared(ReadOnlySpan<bool> same, int rows, int columns)
    {
        var shared = 0;
        Span<bool> taken = columns <= 1024 ? stackalloc bool[columns] : new bool[columns];
        for (var here = 0; here < rows; here++)
            shared += Take(same.Slice(here * columns, columns), taken) ? 1 : 0;
        return shared;
    }

    /// <summary>Takes the first that is the same and free.</summary>
    private static bool Take(ReadOnlySpan<bool> same, Span<bool> taken)
    {
        for (var there = 0; there < same.Length; there++)
        {
            if (same[there] && !taken[there])
                return taken[there] = true;
        }

        return false;
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

    /// <summary>The word that the other question has the least counterpart of: of the asked one's words, or, turned, of the other's.</summary>
    private static double Worst(AskedWords one, Reading other, ReadOnlySpan<bool> same, bool turned)
    {
        var columns = other.Words.Count;
        var (words, others) = turned ? (columns, one.Reading.Words.Count) : (one.Reading.Words.Count, columns);
        var worst = 1.0;
        Span<bool> taken = others <= 1024 ? stackalloc bool[others] : new bool[others];
        Span<bool> row = others <= 1024 ? stackalloc bool[others] : new bool[others];
        for (var word = 0; word < words; word++)
        {
            for (var at = 0; at < others; at++)
                row[at] = same[turned ? (at * columns) + word : (word * columns) + at];
            if (Take(row, taken))
                continue;
            var best = 0.0;
            for (var at = 0; at < others; at++)
            {
                if (!row[at])
                    best = Math.Max(best, turned ? one.Similarity(at, other, word) : one.Similarity(word, other, at));
            }

            worst = Math.Min(worst, best);
        }

        return worst;
    }

    private static bool Same(Reading one, int here, Reading other, int there) =>
        one.Words[here] == other.Words[there] || (Math.Abs(one.Words[here].Length - other.Words[there].Length) <= 2 && one.Stems[here] == other.Stems[there]);

    /// <summary>The same word, in the plural or another person too.</summary>
    private static bool Same(string one, string other) =>
        one == other || (Math.Abs(one.Length - other.Length) <= 2 && Stem(one) == Stem(other));

    /// <summary>Without the ending of its plural or person.</summary>
    public static string Stem(string word) => word switch
    {
        { Length: > 5 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^2],
        { Length: > 4 } when word.EndsWith("es", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
