using HydraBot.Hosting.Tuning;

namespace HydraBot.Inference.Endpoints;

/// <summary>In which order endpoints are asked.</summary>
internal static class RoutePreference
{
    public static IReadOnlyList<EndpointProbe> Order(TuningSnapshot tuned, IReadOnlyList<EndpointProbe> probes) =>
        tuned.Text(InferenceTunables.Policy) == "fastest" ? [.. probes.OrderBy(probe => probe.Latency)] : probes;

    /// <summary>How long an answer may stand still: as it is tuned, or else as the settings say.</summary>
    public static TimeSpan Patience(TuningSnapshot tuned, TimeSpan configured) =>
        tuned.Changed.ContainsKey(InferenceTunables.StallTimeout.Name) ? TimeSpan.FromSeconds(tuned.Number(InferenceTunables.StallTimeout)) : configured;
}
