using System.Runtime.CompilerServices;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Charts;

/// <summary>Completes the name of a series.</summary>
internal sealed class SeriesNames(MetricStore store) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var series in (await store.SeriesAsync(cancellationToken))
            .Where(series => series.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(series => !series.StartsWith("host", StringComparison.Ordinal)).ThenBy(series => series, StringComparer.Ordinal))
            yield return series;
    }
}
