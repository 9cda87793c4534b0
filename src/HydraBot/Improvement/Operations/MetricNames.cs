using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Operations;

/// <summary>Completes the name of a metric.</summary>
internal sealed class MetricNames(TuningCatalog catalog) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => catalog.Metrics.Select(metric => metric.Name).Holding(typed);
}
