using System.Collections.Concurrent;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Shadows;

/// <summary>What was learned of the model in the shadow since the start, for each model whose callers it heard.</summary>
internal sealed class ShadowBook(ShadowMetrics metrics)
{
    private readonly ConcurrentDictionary<(string First, string Shadow), ShadowSums> _sums = [];

    public void Answered(ShadowQuestion question, CallReport report, double? likeness)
    {
        Add(question, sums => sums.Plus(question.Answered, report, likeness));
        metrics.Answered(question, report, likeness);
    }

    public void Failed(ShadowQuestion question, string trouble)
    {
        Add(question, sums => sums with { Failed = sums.Failed + 1, LastTrouble = trouble });
        metrics.Ended(question, "failed");
    }

    public void Dropped(ShadowQuestion question)
    {
        Add(question, sums => sums with { Dropped = sums.Dropped + 1 });
        metrics.Ended(question, "dropped");
    }

    public IReadOnlyList<ShadowView> Read() =>
    [
        .. _sums.Select(pair => ShadowView.Of(pair.Key.First, pair.Key.Shadow, pair.Value)).OrderBy(view => view.Shadow, StringComparer.Ordinal).ThenBy(view => view.First, StringComparer.Ordinal),
    ];

    private void Add(ShadowQuestion question, Func<ShadowSums, ShadowSums> change) =>
        _sums.AddOrUpdate((question.First, question.Model), _ => change(new ShadowSums()), (_, sums) => change(sums));
}
