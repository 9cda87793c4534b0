using HydraBot.Fleet.Metrics;

namespace HydraBot.Fleet.Prometheus;

/// <summary>Takes over what a Prometheus server saw before the house did, so that charts and forecasts have a past from the first day.</summary>
internal sealed class PrometheusPast(PrometheusReader reader, MetricStore store, TimeProvider time)
{
    private static readonly (MetricStep Step, TimeSpan Back)[] Spans = [(MetricStep.Hours, TimeSpan.FromDays(14)), (MetricStep.Quarters, TimeSpan.FromDays(7)), (MetricStep.Minutes, TimeSpan.FromDays(1))];

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Once for each series, and for none of which the house has a past of its own.</summary>
    public async Task TakeOverAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var missing = names.Except(_known).Except(await store.SeriesAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (missing.Count > 0)
        {
            var now = time.GetUtcNow();
            foreach (var (step, back) in Spans)
            {
                foreach (var (name, points) in (await reader.ReadAsync(now - back, now, step.Length, cancellationToken)).Where(series => missing.Contains(series.Key)))
                    await store.FillAsync(name, step, points, cancellationToken);
            }
        }

        _known.UnionWith(names);
    }
}
