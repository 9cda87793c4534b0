using System.Diagnostics;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Improvement.Benchmarks.Recall;

/// <summary>How well memories are found: questions about made-up homes, each in a memory of its own. The user's memories are not touched.</summary>
internal sealed class RecallSuite(WordVectors vectors) : IBenchmarkSuite
{
    public string Name => "recall";

    public string Title => "Memory recall: one over the rank of the memory that answers a question, 0 beyond ten";

    public string Unit => "ms";

    public int Standard => 200;

    public bool IsGuard => true;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken)
    {
        var items = new List<BenchmarkItem>(count);
        for (var world = 0; items.Count < count; world++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            items.AddRange(RecallWorld.Make(vectors, source, world).Items);
        }

        return Task.FromResult<IReadOnlyList<BenchmarkItem>>(items[..count]);
    }

    public Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = (RecallItem)item;
        var began = Stopwatch.GetTimestamp();
        var found = question.World.Search(question.Question, RetrievalTunables.Of(tuned));
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var rank = found.Index().Where(one => one.Item.Id == question.Answer).Select(one => one.Index + 1).FirstOrDefault();
        return Task.FromResult(new Measurement(rank == 0 ? 0 : 1.0 / rank, took, took, Note: rank == 0 ? $"not among the ten: {question.Question}" : null));
    }
}
