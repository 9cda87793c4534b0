using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using HydraBot.Memory.Embeddings;
using HydraBot.Testing.Drivers;

namespace HydraBot.Benchmarks.Memory;

/// <summary>
/// Turns sent to a whole house over HTTP, down the road and onto the disk, until they are confirmed; then searches over HTTP. No model is set. The turns are made up, of words as common as in English.
/// </summary>
internal static class IngestRun
{
    private const int InBatch = 500;
    private const int Searches = 200;

    public static async Task RunAsync(TextWriter output, int turns, CancellationToken cancellationToken)
    {
        var random = new Random(7);
        var vectors = WordVectors.Built();
        await using var house = await HouseProcess.StartAsync(cancellationToken, null, "--Memory:Night:Enabled=false");
        using var http = house.OwnerKey();
        http.Timeout = TimeSpan.FromMinutes(15);
        var batches = Enumerable.Range(0, turns).Select(turn => new
        {
            content = string.Join(' ', Enumerable.Range(0, 8 + random.Next(24)).Select(_ => Zipf.Word(random, vectors))),
            speaker = turn % 2 == 0 ? "anna" : "ben",
            sessionId = $"s{turn / 20}",
            tags = new[] { $"c{turn / 1000}" },
        }).Chunk(InBatch).ToArray();
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            using var answer = await http.PostAsJsonAsync("/memory", batch, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{turns} turns in batches of {InBatch} remembered in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        var times = new Percentiles("search over HTTP");
        for (var search = -20; search < Searches; search++)
        {
            var query = "what did anna say about " + string.Join(' ', Enumerable.Range(0, 2 + random.Next(5)).Select(_ => Zipf.Word(random, vectors)));
            var since = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync($"/memory/search?q={Uri.EscapeDataString(query)}", cancellationToken);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            if (search >= 0)
                times.Add(Stopwatch.GetElapsedTime(since));
        }

        await output.WriteLineAsync($"{times}  p95 {times.At(0.95):0.0} ms");
    }
}
