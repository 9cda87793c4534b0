using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Experiments;

/// <summary>What an experiment on requests looks at, settled before the first of them.</summary>
/// <param name="Metric">By which the variant has to be better.</param>
/// <param name="Guardrails">All else in which the change may show: none of them may get worse.</param>
/// <param name="Share">The share of requests that get the variant.</param>
internal sealed record TrafficPlan(TrafficMetric Metric, IReadOnlyList<TrafficMetric> Guardrails, double Share)
{
    /// <summary>The share of requests in which two variants give another 0 or 1, as the plan supposes.</summary>
    private const double SupposedDiscordance = 0.25;

    /// <summary>Of rates, differences of the mean; of times and costs, how much oftener one of a pair is better than worse.</summary>
    private static readonly double[] RateEffects = [0.05, 0.1, 0.15], PairEffects = [0.1, 0.2, 0.4];

    /// <summary>A change is judged by what it changes: one of the metrics in which requests show it.</summary>
    /// <param name="catalog">Of tunables and metrics.</param>
    /// <param name="changed">The names of what the variant changes.</param>
    /// <param name="metric">The one that is wanted; the most telling where it is null.</param>
    /// <param name="share">The share of requests that get the variant.</param>
    /// <exception cref="OperationException">Requests do not show the change in that metric, or not at all.</exception>
    public static TrafficPlan Of(TuningCatalog catalog, IEnumerable<string> changed, string? metric, double share)
    {
        string[] shown = [.. changed.Select(catalog.Find).OfType<Tunable>().SelectMany(tunable => tunable.Metrics).Distinct()];
        if (shown.Length == 0)
            throw new OperationException("Requests do not show what it changes; deploy it under watch instead.");
        var wanted = metric?.Trim() ?? shown[0];
        if (!shown.Contains(wanted))
            throw new OperationException($"The metric is '{wanted}'; what this changes shows in {string.Join(", ", shown)}.");
        var metrics = catalog.Metrics.Where(one => shown.Contains(one.Name)).ToDictionary(one => one.Name);
        return new TrafficPlan(metrics[wanted], [.. shown.Where(name => name != wanted).Select(name => metrics[name])], share);
    }

    /// <summary>What it can find within so many pairs, said beforehand for three true effects.</summary>
    public IReadOnlyList<SamplePlan> Power(SequentialPlan statistics) =>
        [.. (Metric.IsRate ? RateEffects : PairEffects).Select(effect => SamplePlan.Of(statistics, effect, Metric.IsRate ? SupposedDiscordance : 1))];

    /// <summary>Requests that so many pairs take, since each side waits for the other.</summary>
    public int Requests(int pairs) => (int)Math.Ceiling(pairs / Math.Min(Share, 1 - Share));
}
