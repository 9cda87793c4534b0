using System.Collections.Concurrent;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Resilience;

/// <summary>What was learned of every model on every endpoint.</summary>
internal sealed class HealthBook(IOptions<InferenceOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Endpoint, string Model), BackendHealth> _known = [];

    public BackendHealth Of(ModelChoice choice) => _known.TryGetValue((choice.Endpoint.Name, choice.Model), out var health)
        ? health
        : _known.GetOrAdd((choice.Endpoint.Name, choice.Model), _ => new BackendHealth(options.Value.Breaker, time));

    public IReadOnlyList<BackendFigures> Figures() =>
    [
        .. _known.Select(pair => pair.Value.Figures(pair.Key.Endpoint, pair.Key.Model))
            .OrderBy(figures => figures.Endpoint, StringComparer.Ordinal).ThenBy(figures => figures.Model, StringComparer.Ordinal),
    ];

    /// <summary>Requests that run on an endpoint now, whatever the model.</summary>
    public int InFlight(string endpoint) => _known.Where(pair => pair.Key.Endpoint == endpoint).Sum(pair => pair.Value.InFlight);
}
