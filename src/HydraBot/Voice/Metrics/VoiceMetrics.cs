using System.Diagnostics.Metrics;
using HydraBot.Governance;

namespace HydraBot.Voice.Metrics;

/// <summary>How long each stage of a turn takes, and how turns end.</summary>
internal sealed class VoiceMetrics(RoadTelemetry telemetry)
{
    private readonly Histogram<double> _stages = telemetry.Meter.CreateHistogram(
        "hydrabot.voice.stage.duration", "s", "From stage to stage: endpoint, recognition, action, synthesis, response (end of speech to first sound).", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1, 2, 5, 15] });

    private readonly Counter<long> _turns = telemetry.Meter.CreateCounter<long>("hydrabot.voice.turns", "{turn}", "Sentences, by what became of them.");
    private readonly Counter<long> _wakes = telemetry.Meter.CreateCounter<long>("hydrabot.voice.wakes", "{wake}", "How often a wake word was heard.");
    private readonly Counter<long> _frames = telemetry.Meter.CreateCounter<long>("hydrabot.voice.frames", "{frame}", "Frames of 20 ms: heard, lost, damaged.");

    public void Took(string stage, TimeSpan duration) => _stages.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void Ended(string fate) => _turns.Add(1, new KeyValuePair<string, object?>("fate", fate));

    public void Woke(string word) => _wakes.Add(1, new KeyValuePair<string, object?>("word", word));

    public void Frame(string fate) => _frames.Add(1, new KeyValuePair<string, object?>("fate", fate));
}
