using System.Diagnostics;
using System.Globalization;
using HydraBot.Memory;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Benchmarks.Memory;

/// <summary>Times of searches in a store of made-up turns whose words are as common as English ones (Zipf).</summary>
internal static class SearchSpeed
{
    // Until the code that searches is compiled for good: a house searches for weeks.
    private const int Warm = 400;
    private const int Searches = 200;

    public static void Run(TextWriter output, int memories)
    {
        var random = new Random(7);
        var vectors = WordVectors.Built();
        var index = new MemoryIndex(vectors);
        var began = Stopwatch.GetTimestamp();
        for (var at = 0; at < memories; at++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 8 + random.Next(24)).Select(_ => Zipf.Word(random, vectors)));
            index.Add(new IndexedMemory(Guid.CreateVersion7(), MemoryTier.Episodic, text, "all")
            {
                Speaker = at % 2 == 0 ? "anna" : "ben",
                Thread = at / 20,
                OccurredAt = at,
                RecordedAt = at,
                Tags = [$"c{at / 1000}"],
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{memories} memories indexed in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB"));
        foreach (var narrowed in (bool[])[false, true])
        {
            var times = new Percentiles(narrowed ? "one tag" : "everything");
            var ranker = new Ranker(index, RetrievalWeights.Default);
            for (var search = 0; search < Warm + Searches; search++)
            {
                var query = "what did anna say about " + string.Join(' ', Enumerable.Range(0, 2 + random.Next(5)).Select(_ => Zipf.Word(random, vectors)));
                var filter = new SearchFilter { Now = long.MaxValue / 2, Tags = narrowed ? [$"c{search % Math.Max(1, memories / 1000)}"] : [] };
                var start = Stopwatch.GetTimestamp();
                ranker.Search(query, filter, 10);
                if (search >= Warm)
                    times.Add(Stopwatch.GetElapsedTime(start));
            }

            output.WriteLine($"{times}  p95 {times.At(0.95):0.0} ms");
        }
    }
}
