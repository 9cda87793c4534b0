using System.Diagnostics;
using HydraBot.Inference;
using HydraBot.Inference.Cache;
using HydraBot.Memory.Embeddings;
using HydraBot.Testing.Prompts;
using Microsoft.Extensions.Options;

namespace HydraBot.Benchmarks.Inference;

/// <summary>
/// The semantic cache on pairs of questions that mean the same or only look so: wrong hits beside the stated bound, hits beside a cache with one
/// threshold for all at the same error, and how long a look-up takes among 100,000 answers.
/// </summary>
internal static class CacheRun
{
    private static readonly double[] Bounds = [0.01, 0.02, 0.05];

    public static void Run(TextWriter output, int entries)
    {
        var vectors = WordVectors.Built();
        var pairs = PromptPairs.All();
        var known = pairs.Select(pair => Score(pair, vectors)).ToArray();
        output.WriteLine($"{pairs.Count} pairs in {pairs.Select(pair => pair.Family).Distinct().Count()} families: {pairs.Count(pair => pair.Same)} mean the same, {pairs.Count(pair => !pair.Same)} do not");
        output.WriteLine("Families with an odd number were used to fit; those with an even one were not seen:");
        var (seen, unseen) = (known.Where(one => one.Pair.Family % 2 == 1).ToArray(), known.Where(one => one.Pair.Family % 2 == 0).ToArray());
        output.WriteLine("bound   wrong hits of hits (95 % interval)   hits of those that mean the same   one threshold at the same error: hits (its wrong)");
        foreach (var bound in Bounds)
        {
            var line = Math.Log((1 - bound) / bound);
            var hits = unseen.Where(one => one.Guarded && one.Odds >= line).ToArray();
            var wrong = hits.Count(one => !one.Pair.Same);
            var (low, high) = Wilson(wrong, hits.Length);
            var single = Single(seen, bound);
            var (theirs, theirWrong) = (unseen.Where(one => one.Cosine >= single).ToArray(), unseen.Count(one => one.Cosine >= single && !one.Pair.Same));
            output.WriteLine(
                $"{bound,5:P0}   {wrong,4} of {hits.Length,5} = {(double)wrong / Math.Max(1, hits.Length):P2} ({low:P2} to {high:P2})   {Share(hits, unseen):P1}   {Share(theirs, unseen):P1} ({(double)theirWrong / Math.Max(1, theirs.Length):P2} of hits, threshold {single:0.000})");
        }

        foreach (var one in unseen.Where(one => one.Guarded && !one.Pair.Same && one.Odds >= Math.Log(0.95 / 0.05)).Take(10))
            output.WriteLine($"  wrong at 5 %: {one.Pair.Asked} / {one.Pair.Other} ({one.Odds:0.00})");
        Speed(output, vectors, entries);
    }

    /// <summary>Fits the weights of <see cref="Likeness"/> on the families with odd numbers: logistic regression with a little shrinkage.</summary>
    public static void Fit(TextWriter output)
    {
        var vectors = WordVectors.Built();
        var rows = PromptPairs.All().Where(pair => pair.Family % 2 == 1).Select(pair => Score(pair, vectors)).Where(one => one.Guarded).ToArray();
        var weights = new double[5];
        for (var step = 0; step < 60_000; step++)
        {
            var slope = new double[5];
            foreach (var row in rows)
            {
                var sum = weights[4];
                for (var at = 0; at < 4; at++)
                    sum += weights[at] * row.Features[at];
                var miss = (row.Pair.Same ? 1 : 0) - (1 / (1 + Math.Exp(-sum)));
                for (var at = 0; at < 4; at++)
                    slope[at] += miss * row.Features[at];
                slope[4] += miss;
            }

            for (var at = 0; at < 5; at++)
                weights[at] = Math.Max(at == 4 ? double.MinValue : 0, weights[at] + (2.0 * ((slope[at] / rows.Length) - (at == 4 ? 0 : 0.00005 * weights[at]))));
        }

        output.WriteLine($"{rows.Length} pairs with equal particulars, {rows.Count(row => row.Pair.Same)} mean the same");
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{string.Join(", ", weights.Select(weight => weight.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}]"));
        foreach (var row in rows.Where(row => row.Features[3] > 0.6 != row.Pair.Same).DistinctBy(row => (row.Pair.Family, row.Pair.Same, Math.Round(row.Features[2], 1))).Take(40))
            output.WriteLine($"  {row.Pair.Asked} / {row.Pair.Other}: {string.Join(" ", row.Features.Select(feature => feature.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}");
    }

    private static void Speed(TextWriter output, WordVectors vectors, int entries)
    {
        var options = Options.Create(new InferenceOptions { Cache = new CacheOptions { Entries = entries + 10, SizeMb = 4096 } });
        var cache = new SemanticCache(vectors, options, TimeProvider.System);
        var words = vectors.Words.Take(8000).Where(word => word.Length > 3 && word.All(char.IsAsciiLetterLower)).ToArray();
        var random = new Random(1);
        string Ask(int topic) => $"tell me about {words[topic % words.Length]} {words[random.Next(words.Length)]} {words[random.Next(words.Length)]} {words[random.Next(words.Length)]}";
        for (var at = 0; at < entries; at++)
            cache.Keep(new CacheLook(new CacheQuestion(1, Ask(at), true), null, null), entry => entry.Whole = [1]);
        var times = new Percentiles("look-up");
        for (var at = 0; at < 2_200; at++)
        {
            var question = new CacheQuestion(1, Ask(at), true);
            var start = Stopwatch.GetTimestamp();
            _ = cache.Look(question, streamed: false);
            if (at >= 200)
                times.Add(Stopwatch.GetElapsedTime(start));
        }

        output.WriteLine($"Among {cache.Size.Entries} answers of one program: {times}");
    }

    private static Scored Score(PromptPair pair, WordVectors vectors)
    {
        var (one, other) = (Particulars.Read(pair.Asked, vectors), Particulars.Read(pair.Other, vectors));
        var features = new double[4];
        Likeness.Features(one, other, vectors, features);
        var (plainA, plainB) = (Plain(pair.Asked, vectors), Plain(pair.Other, vectors));
        var cosine = plainA.Zip(plainB, (x, y) => (double)x * y).Sum();
        return new Scored(pair, one.Particulars == other.Particulars && !Likeness.IsTurned(one, other), features, Likeness.Of(features), cosine);
    }

    /// <summary>All words of the question, as a cache without particulars embeds it.</summary>
    private static float[] Plain(string text, WordVectors vectors) => vectors.Embed(PromptTokens.Of(text).Select(token => token.Text.ToLowerInvariant()));

    /// <summary>The lowest threshold whose share of wrong hits on the pairs it may see is within the bound.</summary>
    private static double Single(Scored[] seen, double bound)
    {
        var (right, wrong, best) = (0, 0, 2.0);
        foreach (var one in seen.OrderByDescending(one => one.Cosine))
        {
            _ = one.Pair.Same ? right++ : wrong++;
            if (wrong <= bound * (right + wrong))
                best = one.Cosine;
        }

        return best;
    }

    private static double Share(Scored[] hits, Scored[] all) => (double)hits.Count(one => one.Pair.Same) / all.Count(one => one.Pair.Same);

    private static (double Low, double High) Wilson(int hits, int count)
    {
        if (count == 0)
            return (0, 1);
        const double Z = 1.96;
        var share = (double)hits / count;
        var middle = (share + (Z * Z / (2 * count))) / (1 + (Z * Z / count));
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / (1 + (Z * Z / count));
        return (Math.Max(0, middle - half), middle + half);
    }

    private sealed record Scored(PromptPair Pair, bool Guarded, double[] Features, double Odds, double Cosine);
}
