using System.Globalization;
using System.Text.Json;
using HydraBot.Inference.Routing;
using HydraBot.Memory.Embeddings;

namespace HydraBot.Benchmarks.Inference;

/// <summary>
/// The learned policy on preference data ({set, prompt, weak, strong} a line): the share of calls to the strong model that is saved while 95 % of its
/// quality is kept, beside chance and beside the length of the prompt, on groups of questions that the fit had not seen.
/// </summary>
internal static class RoutingRun
{
    private const int Folds = 5;
    private const int Bootstraps = 500;

    public static void Run(TextWriter output, string file, string? target)
    {
        var vectors = WordVectors.Built();
        var rows = File.ReadLines(file).Select(line => Read(line, vectors)).ToArray();
        var groups = rows.Select(row => row.Group).Distinct().Order(StringComparer.Ordinal).ToArray();
        var fold = groups.Index().ToDictionary(pair => pair.Item, pair => pair.Index % Folds);
        var learned = new double[rows.Length];
        for (var left = 0; left < Folds; left++)
        {
            var weights = Fit([.. rows.Where(row => fold[row.Group] != left)]);
            foreach (var (index, row) in rows.Index().Where(pair => fold[pair.Item.Group] == left))
                learned[index] = new RoutingModel(weights, []).NeedsStrong(row.Traits);
        }

        var random = new Random(3);
        var chance = rows.Select(_ => random.NextDouble()).ToArray();
        var length = rows.Select(row => (double)row.Length).ToArray();
        output.WriteLine($"{rows.Length} questions in {groups.Length} groups; the weak model is right in {rows.Average(row => row.Weak ? 1.0 : 0):P1}, the strong one in {rows.Average(row => row.Strong ? 1.0 : 0):P1}");
        output.WriteLine("calls to the strong model saved at 95 % of its quality (95 % interval of 500 bootstraps), and area under the curve of quality (chance is 0.5):");
        foreach (var set in rows.Select(row => row.Set).Distinct().Append("all"))
        {
            int[] of = [.. Enumerable.Range(0, rows.Length).Where(index => set == "all" || rows[index].Set == set)];
            foreach (var (name, scores) in ((string, double[])[])[("learned", learned), ("length", length), ("chance", chance)])
            {
                var saved = Enumerable.Range(0, Bootstraps).Select(seed => Saved(rows, scores, Resample(of, seed))).Order().ToArray();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {set,-8} {name,-8} {Saved(rows, scores, of),7:P1} ({saved[12]:P1} to {saved[487]:P1})   {Area(rows, scores, of):0.000}"));
            }
        }

        if (target is null)
            return;
        var curve = Enumerable.Range(1, 60).Select(step => learned.Order().ElementAt((int)(learned.Length * step / 61.0))).Select(threshold => Point(rows, learned, threshold));
        File.WriteAllText(target, JsonSerializer.Serialize(new RoutingModel([.. Fit(rows).Select(weight => MathF.Round(weight, 3))], [.. curve]), RoutingJson.Default.RoutingModel));
        output.WriteLine($"Wrote {target}");
    }

    private static CurvePoint Point(Row[] rows, double[] scores, double threshold)
    {
        var right = rows.Index().Count(pair => scores[pair.Index] >= threshold ? pair.Item.Strong : pair.Item.Weak);
        return new CurvePoint(Math.Round(threshold, 4), Math.Round((double)right / rows.Count(row => row.Strong), 4), Math.Round((double)scores.Count(score => score >= threshold) / rows.Length, 4));
    }

    /// <summary>The smallest share of strong calls, the highest scores first, that keeps 95 % of the strong model's right answers.</summary>
    private static double Saved(Row[] rows, double[] scores, int[] of)
    {
        var needed = 0.95 * of.Count(index => rows[index].Strong);
        var right = of.Count(index => rows[index].Weak);
        var strong = 0;
        foreach (var index in of.OrderByDescending(index => scores[index]))
        {
            if (right >= needed)
                break;
            right += (rows[index].Strong ? 1 : 0) - (rows[index].Weak ? 1 : 0);
            strong++;
        }

        return 1 - ((double)strong / of.Length);
    }

    /// <summary>The mean share of the lead of the strong model that is kept, over all shares of calls to it.</summary>
    private static double Area(Row[] rows, double[] scores, int[] of)
    {
        var (weak, strong) = (of.Count(index => rows[index].Weak), of.Count(index => rows[index].Strong));
        var (right, area) = ((double)weak, 0.0);
        foreach (var index in of.OrderByDescending(index => scores[index]))
        {
            right += (rows[index].Strong ? 1 : 0) - (rows[index].Weak ? 1 : 0);
            area += (right - weak) / (strong - weak);
        }

        return area / of.Length;
    }

    private static int[] Resample(int[] of, int seed)
    {
        var random = new Random(seed);
        return [.. of.Select(_ => of[random.Next(of.Length)])];
    }

    /// <summary>Logistic regression on "the weak one is wrong and the strong one right", shrunk, by gradient descent with momentum.</summary>
    private static float[] Fit(Row[] rows)
    {
        var width = rows[0].Traits.Length;
        // Kinds of questions count alike, however many there are of each.
        var kinds = rows.GroupBy(row => row.Set).ToDictionary(group => group.Key, group => Math.Min(4.0, (double)rows.Length / (2 * group.Count())));
        var total = rows.Sum(row => kinds[row.Set]);
        var (weights, speed) = (new double[width + 1], new double[width + 1]);
        for (var step = 0; step < 1000; step++)
        {
            var slope = new double[width + 1];
            foreach (var row in rows)
            {
                var sum = weights[width];
                for (var at = 0; at < width; at++)
                    sum += weights[at] * row.Traits[at];
                var miss = kinds[row.Set] * ((row.NeedsStrong ? 1 : 0) - (1 / (1 + Math.Exp(-sum))));
                for (var at = 0; at < width; at++)
                    slope[at] += miss * row.Traits[at];
                slope[width] += miss;
            }

            for (var at = 0; at <= width; at++)
            {
                speed[at] = (0.9 * speed[at]) + (0.5 * ((slope[at] / total) - (at == width ? 0 : (at < PromptTraits.Plain ? 0.0005 : 0.01) * weights[at])));
                weights[at] += speed[at];
            }
        }

        return [.. weights.Select(weight => (float)weight)];
    }

    private static Row Read(string line, WordVectors vectors)
    {
        var row = JsonElement.Parse(line);
        var prompt = row.GetProperty("prompt").GetString()!;
        var set = row.GetProperty("set").GetString()!;
        var group = row.TryGetProperty("subject", out var subject) ? subject.GetString()! : set;
        return new Row(set.Split('/', '_', '-')[0], set == group && set == "gsm8k" ? $"gsm8k-{prompt.Length % Folds}" : group, prompt.Length, row.GetProperty("weak").GetBoolean(), row.GetProperty("strong").GetBoolean(), PromptTraits.Of(prompt, vectors));
    }

    private sealed record Row(string Set, string Group, int Length, bool Weak, bool Strong, float[] Traits)
    {
        public bool NeedsStrong => Strong && !Weak;
    }
}
