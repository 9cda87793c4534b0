using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Experiments;

/// <summary>A guardrail of an experiment as it stands.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Pairs">How many pairs told of it.</param>
/// <param name="Before">Mean of what is in force.</param>
/// <param name="After">Mean of the variant.</param>
/// <param name="Harm">The evidence that the variant is worse by more than the margin.</param>
internal sealed record GuardrailState(string Metric, int Pairs, double Before, double After, double Harm);

/// <summary>
/// Splits requests by a stable hash, pairs those of both arms in the order in which they come, and may be looked at after each pair. Safe for many
/// threads.
/// </summary>
internal sealed class TrafficExperiment(Guid id, TuningSnapshot variant, TrafficPlan plan, SequentialPlan statistics, Action<TrafficExperiment> ended) : ITrafficSplit
{
    /// <summary>No two answers take the same time; and a guardrail stands for what somebody would notice.</summary>
    private const double Tie = 0.02, Noticed = 0.25;

    private readonly Lock _gate = new();
    private readonly SequentialTest _test = new(statistics);
    private readonly MetricPairs _judged = new(plan.Metric, Tie);
    private readonly (MetricPairs Pairs, PairedEvidence Harm)[] _guardrails = [.. plan.Guardrails.Select(metric => (new MetricPairs(metric, Noticed), new PairedEvidence(statistics.HarmMargin)))];
    private bool _over;

    public Guid Id => id;

    public TrafficPlan Plan => plan;

    /// <summary>Why it ended; null while it runs.</summary>
    public string? End { get; private set; }

    /// <summary>Several guardrails together stop something harmless no oftener than one alone.</summary>
    private double GuardrailRate => statistics.ErrorRate / Math.Max(1, _guardrails.Length);

    public TuningSnapshot? VariantOf(string unit) => IsVariant(unit) ? variant : null;

    public void Observe(string unit, string metric, double value)
    {
        var end = false;
        lock (_gate)
        {
            if (_over || !double.IsFinite(value))
                return;
            var side = IsVariant(unit);
            foreach (var (pairs, harm) in _guardrails.Where(one => one.Pairs.Metric.Name == metric))
            {
                if (pairs.Add(side, value) is not { } gain)
                    continue;
                harm.Add(-gain);
                if (harm.Refutes(GuardrailRate))
                    End = $"The guardrail {metric} got worse.";
            }

            if (metric == plan.Metric.Name && _judged.Add(side, value) is { } difference && _test.Add(difference) != SequentialVerdict.Open)
                End ??= _test.Verdict.ToString();
            end = _over = End is not null;
        }

        if (end)
            ended(this);
    }

    /// <summary>Ends it before it is clear.</summary>
    public void Stop(string reason)
    {
        lock (_gate)
        {
            if (_over)
                return;
            (End, _over) = (reason, true);
        }

        ended(this);
    }

    /// <summary>As it stands.</summary>
    public Testing.Comparison Read()
    {
        lock (_gate)
        {
            var harmful = _guardrails.Any(one => one.Harm.Refutes(GuardrailRate));
            return new Testing.Comparison(
                plan.Metric.Name, _test.Count, _judged.Before, _judged.After, Math.Round(_test.Mean, 4), _test.Interval(),
                Math.Round(Math.Min(_test.Evidence.Better, 1e12), 3), harmful ? SequentialVerdict.Harmful : _test.Verdict == SequentialVerdict.Open && End is not null ? SequentialVerdict.NotShown : _test.Verdict);
        }
    }

    /// <summary>The guardrails as they stand.</summary>
    public IReadOnlyList<GuardrailState> ReadGuardrails()
    {
        lock (_gate)
            return [.. _guardrails.Select(one => new GuardrailState(one.Pairs.Metric.Name, one.Pairs.Count, one.Pairs.Before, one.Pairs.After, Math.Round(Math.Min(one.Harm.Best, 1e12), 3)))];
    }

    /// <summary>The same unit always falls to the same side, in this experiment and no other.</summary>
    public bool IsVariant(string unit)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {unit}"), hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < plan.Share * uint.MaxValue;
    }
}
