using System.Diagnostics;
using System.Globalization;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Benchmarks.Recall;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Benchmarks.Improvement;

/// <summary>What the recall suite makes of weights that are known to be good or bad: a suite that cannot tell them apart is none.</summary>
internal static class RecallRun
{
    private static readonly (string Name, RetrievalWeights Weights)[] Contenders =
    [
        ("as built", RetrievalWeights.Default),
        ("no words", RetrievalWeights.Default with { Words = 0 }),
        ("no meaning", RetrievalWeights.Default with { Meaning = 0 }),
        ("no neighbours", RetrievalWeights.Default with { Previous = 0, Next = 0, Smear = 0 }),
        ("no session", RetrievalWeights.Default with { Session = 0 }),
        ("session alone", RetrievalWeights.Default with { Words = 0, Meaning = 0, Gist = 0, Session = 1 }),
        ("no words, session 1", RetrievalWeights.Default with { Words = 0, Session = 1 }),
        ("gist alone", RetrievalWeights.Default with { Words = 0, Meaning = 0, Gist = 1, Session = 0 }),
        ("questions first", RetrievalWeights.Default with { Question = 0 }),
    ];

    public static async Task RunAsync(TextWriter output)
    {
        var suite = new RecallSuite(WordVectors.Built());
        foreach (var part in Enum.GetValues<BenchmarkPart>())
        {
            var items = (await suite.ItemsAsync(new ItemSource(part, BenchmarkRunner.OpenSeed), 400, CancellationToken.None)).Cast<RecallItem>().ToArray();
            output.WriteLine($"{part}: {items.Length} questions; answered within the best 10, 5, 3; mean of one over the rank");
            foreach (var (name, weights) in Contenders)
            {
                var began = Stopwatch.GetTimestamp();
                int[] ranks = [.. items.Select(item => item.World.Search(item.Question, weights).Index().Where(one => one.Item.Id == item.Answer).Select(one => one.Index + 1).FirstOrDefault(99))];
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-22}{ranks.Average(rank => rank <= 10 ? 1.0 : 0):0.000} {ranks.Average(rank => rank <= 5 ? 1.0 : 0):0.000} {ranks.Average(rank => rank <= 3 ? 1.0 : 0):0.000} {ranks.Average(rank => rank > 10 ? 0 : 1.0 / rank):0.000}  {Stopwatch.GetElapsedTime(began).TotalMilliseconds / items.Length:0.00} ms a question"));
            }
        }
    }
}
