using System.Diagnostics;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Improvement.Benchmarks.Recall;

/// <summary>How well memories are found: questions about made-up homes, each in a memory of its own. The user's memories are not touched.</summary>
internal sealed class RecallSuite(WordVectors vectors) : IBenchmarkSuite
{
    private readonly Lock _gate = new();
    private (ItemSource Source, List<RecallWorld> Worlds) _made = (new ItemSource(BenchmarkPart.Open, -1), []);

    public string Name => "recall";

    public string Title => "Memory recall: the share of questions whose answer is among the ten best memories";

    public string Unit => "ms";

    public int Standard => 200;

    public bool IsGuard => true;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken)
    {
        // A search races many variants over the same homes.
        lock (_gate)
        {
            if (_made.Source != source)
                _made = (source, []);
            while (_made.Worlds.Sum(world => world.Items.Count) < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _made.Worlds.Add(RecallWorld.Make(vectors, source, _made.Worlds.Count));
            }

            return Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. _made.Worlds.SelectMany(world => world.Items).Take(count)]);
        }
    }

    public Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = (RecallItem)item;
        var began = Stopwatch.GetTimestamp();
        var found = question.World.Search(question.Question, RetrievalTunables.Of(tuned));
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var isFound = found.Any(one => one.Id == question.Answer);
        return Task.FromResult(new Measurement(isFound ? 1 : 0, took, took, Note: isFound ? null : $"not among the ten: {question.Question}"));
    }
}
