using System.Diagnostics.Metrics;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Usage;

/// <summary>What <c>/metrics</c> tells of language models.</summary>
internal sealed class InferenceMetrics
{
    private readonly Counter<long> _attempts, _faults, _tokens, _hedged, _continued, _odd, _cache;
    private readonly Histogram<double> _firstByte, _duration;

    public InferenceMetrics(RoadTelemetry telemetry)
    {
        var meter = telemetry.Meter;
        _attempts = meter.CreateCounter<long>("hydrabot.inference.attempts", "{attempt}", "Questions to backends, by how they ended.");
        _faults = meter.CreateCounter<long>("hydrabot.inference.faults", "{attempt}", "What backends did wrong, by kind.");
        _tokens = meter.CreateCounter<long>("hydrabot.inference.tokens", "{token}", "Tokens read and written.");
        _hedged = meter.CreateCounter<long>("hydrabot.inference.hedged", "{attempt}", "Second questions because the first backend was slow.");
        _continued = meter.CreateCounter<long>("hydrabot.inference.continued", "{answer}", "Broken answers that another backend went on with.");
        _odd = meter.CreateCounter<long>("hydrabot.inference.odd", "{answer}", "Answers with figures or letters that cannot be.");
        _cache = meter.CreateCounter<long>("hydrabot.inference.cache", "{lookup}", "Look-ups in the cache, by what came of them.");
        _firstByte = meter.CreateHistogram<double>("hydrabot.inference.first_byte", "s", "Until a backend began to answer.");
        _duration = meter.CreateHistogram<double>("hydrabot.inference.duration", "s", "Until a backend had answered.");
    }

    public void Attempted(ModelChoice choice, AttemptOutcome outcome, AttemptRun run, TimeSpan took, TokenCount tokens)
    {
        var endpoint = new KeyValuePair<string, object?>("endpoint", choice.Endpoint.Name);
        var model = new KeyValuePair<string, object?>("model", choice.Model);
        _attempts.Add(1, endpoint, model, new("end", outcome.End switch
        {
            AttemptEnd.Served => "served",
            AttemptEnd.Refused => "refused",
            AttemptEnd.Broken => "broken",
            _ => "failed",
        }));
        if (outcome.Fault != BackendFault.None)
            _faults.Add(1, endpoint, model, new("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.Fault.ToString())));
        if (outcome.End != AttemptEnd.Served)
            return;
        _tokens.Add(tokens.Input, endpoint, model, new("direction", "input"));
        _tokens.Add(tokens.Output, endpoint, model, new("direction", "output"));
        _firstByte.Record(run.FirstByte.TotalSeconds, endpoint, model);
        _duration.Record(took.TotalSeconds, endpoint, model);
    }

    public void Hedged(ModelChoice choice) => _hedged.Add(1, new KeyValuePair<string, object?>("endpoint", choice.Endpoint.Name));

    public void Continued(ModelChoice choice) => _continued.Add(1, new KeyValuePair<string, object?>("endpoint", choice.Endpoint.Name));

    public void Odd(ModelChoice choice, string what) => _odd.Add(1, new KeyValuePair<string, object?>("endpoint", choice.Endpoint.Name), new("what", what));

    public void Cached(string result) => _cache.Add(1, new KeyValuePair<string, object?>("result", result));
}
