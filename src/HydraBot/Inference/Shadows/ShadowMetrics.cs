using System.Diagnostics.Metrics;
using HydraBot.Governance;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Shadows;

/// <summary>What <c>/metrics</c> tells of the model in the shadow; <c>side</c> says whose figure it is.</summary>
internal sealed class ShadowMetrics
{
    private readonly Counter<long> _requests, _tokens;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _likeness, _firstByte;

    public ShadowMetrics(RoadTelemetry telemetry)
    {
        var meter = telemetry.Meter;
        _requests = meter.CreateCounter<long>("hydrabot.inference.shadow.requests", "{request}", "Questions for the model in the shadow, by how they ended.");
        _tokens = meter.CreateCounter<long>("hydrabot.inference.shadow.tokens", "{token}", "Tokens that the model in the shadow and the first one wrote to the same questions.");
        _cost = meter.CreateCounter<double>("hydrabot.inference.shadow.cost", "{dollar}", "US dollars that both took for the same questions.");
        _firstByte = meter.CreateHistogram<double>("hydrabot.inference.shadow.first_byte", "s", "Until both began to answer the same questions.");
        _likeness = meter.CreateHistogram(
            "hydrabot.inference.shadow.likeness", "1", "How alike both answers are.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1] });
    }

    public void Answered(ShadowQuestion question, CallReport report, double? likeness)
    {
        Ended(question, "answered");
        foreach (var (side, took) in ((string, CallReport)[])[("first", question.Answered), ("shadow", report)])
        {
            _tokens.Add(took.Tokens.Output, First(question), Shadow(question), new("side", side));
            _cost.Add((double)took.Cost, First(question), Shadow(question), new("side", side));
            _firstByte.Record(took.FirstByte.TotalSeconds, First(question), Shadow(question), new("side", side));
        }

        if (likeness is { } alike)
            _likeness.Record(alike, First(question), Shadow(question));
    }

    public void Ended(ShadowQuestion question, string end) => _requests.Add(1, First(question), Shadow(question), new("end", end));

    private static KeyValuePair<string, object?> First(ShadowQuestion question) => new("first", question.First);

    private static KeyValuePair<string, object?> Shadow(ShadowQuestion question) => new("shadow", question.Model);
}
