using System.Diagnostics;
using System.Diagnostics.Metrics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Logging;

namespace HydraBot.Governance;

/// <summary>
/// Watches trips down the road: a count and a duration for each, an activity, and the correlation id on every line that is logged
/// meanwhile.
/// </summary>
public sealed class RoadTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "HydraBot";

    private readonly ActivitySource _activities = new(Name);
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _duration;
    private readonly OperationCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Opens the meter and the activity source of the house.</summary>
    public RoadTelemetry(OperationCatalog catalog, TimeProvider time, ILogger<RoadTelemetry> logger)
    {
        (_catalog, _time, _logger) = (catalog, time, logger);
        _operations = Meter.CreateCounter<long>("hydrabot.operations", "{operation}", "Trips down the road, by how they ended or that they wait.");
        _duration = Meter.CreateHistogram(
            "hydrabot.operation.duration", "s", "How long trips took.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300] });
    }

    /// <summary>The one meter of the house; rooms add instruments of their own.</summary>
    public Meter Meter { get; } = new(Name);

    /// <inheritdoc />
    public void Dispose()
    {
        Meter.Dispose();
        _activities.Dispose();
    }

    internal async Task<OperationOutcome> FollowAsync(OperationRequest request, Func<Task<OperationOutcome>> trip)
    {
        using var scope = _logger.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = request.CorrelationId });
        using var activity = _activities.StartActivity(request.Operation);
        activity?.SetTag("hydrabot.request", request.Id)
            .SetTag("hydrabot.door", request.Door)
            .SetTag("hydrabot.correlation", request.CorrelationId);
        var began = _time.GetTimestamp();

        var outcome = await trip();

        var end = outcome.GetType().Name.ToLowerInvariant();
        activity?.SetTag("hydrabot.outcome", end);
        // Names that somebody made up must not become series of their own.
        var tags = new TagList
        {
            { "operation", _catalog.TryFind(request.Operation, out _) ? request.Operation : "unknown" },
            { "door", request.Door.ToString().ToLowerInvariant() },
            { "outcome", end },
        };
        _operations.Add(1, tags);
        _duration.Record(_time.GetElapsedTime(began).TotalSeconds, tags);
        return outcome;
    }
}
