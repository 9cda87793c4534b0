using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Experiments;

/// <summary>What an experiment on requests looks at.</summary>
/// <param name="Metric">What rooms tell of each request, such as <c>chat.seconds</c>.</param>
/// <param name="LowerIsBetter">True for times and costs.</param>
/// <param name="Guardrail">A metric of 0 and 1 that must not fall, whatever the other does; null for none.</param>
/// <param name="Share">The share of requests that get the variant.</param>
internal sealed record TrafficPlan(string Metric, bool LowerIsBetter, string? Guardrail, double Share);

/// <summary>
/// Splits requests by a stable hash, pairs those of both arms in the order in which they come, and may be looked at after each pair. Safe for many
/// threads.
/// </summary>
internal sealed class TrafficExperiment(Guid id, TuningSnapshot variant, TrafficPlan plan, SequentialPlan statistics, Action<TrafficExperiment> ended) : ITrafficSplit
{
    /// <summary>Values closer than this share are a tie.</summary>
    private const double Tie = 0.02;

    /// <summary>Requests that wait for a partner; beyond, the oldest is let go.</summary>
    private const int MostWaiting = 1000;

    private readonly Lock _gate = new();
    private readonly SequentialTest _test = new(statistics);
    private readonly PairedEvidence _harm = new(statistics.HarmMargin);
    private readonly Queue<double>[] _waiting = [new(), new()];
    private readonly Queue<double>[] _guarded = [new(), new()];
    private readonly double[] _sums = new double[2];
    private bool _over;

    public Guid Id => id;

    public TrafficPlan Plan => plan;

    /// <summary>Why it ended; null while it runs.</summary>
    public string? End { get; private set; }

    public TuningSnapshot? VariantOf(string unit) => IsVariant(unit) ? variant : null;

    public void Observe(string unit, string metric, double value)
    {
        var end = false;
        lock (_gate)
        {
            if (_over || !double.IsFinite(value))
                return;
            var arm = IsVariant(unit) ? 1 : 0;
            if (metric == plan.Guardrail && Pair(_guarded, arm, Math.Clamp(value, 0, 1)) is { } guarded)
            {
                _harm.Add(guarded.Before - guarded.After);
                if (_harm.Refutes(statistics.ErrorRate))
                    End = $"The guardrail {plan.Guardrail} fell.";
            }

            if (metric == plan.Metric && Pair(_waiting, arm, value) is { } pair)
            {
                (_sums[0], _sums[1]) = (_sums[0] + pair.Before, _sums[1] + pair.After);
                if (_test.Add(Difference(pair)) != SequentialVerdict.Open)
                    End ??= _test.Verdict.ToString();
            }

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
            var pairs = Math.Max(1, _test.Count);
            var harmful = _harm.Refutes(statistics.ErrorRate);
            return new Testing.Comparison(
                plan.Metric, _test.Count, Math.Round(_sums[0] / pairs, 4), Math.Round(_sums[1] / pairs, 4), Math.Round(_test.Mean, 4), _test.Interval(),
                Math.Round(_test.Evidence.Better, 3), harmful ? SequentialVerdict.Harmful : _test.Verdict == SequentialVerdict.Open && End is not null ? SequentialVerdict.NotShown : _test.Verdict);
        }
    }

    /// <summary>The same unit always falls to the same side, in this experiment and no other.</summary>
    public bool IsVariant(string unit)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {unit}"), hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < plan.Share * uint.MaxValue;
    }

    private static (double Before, double After)? Pair(Queue<double>[] waiting, int arm, double value)
    {
        waiting[arm].Enqueue(value);
        if (waiting[arm].Count > MostWaiting)
            waiting[arm].Dequeue();
        return waiting[0].Count > 0 && waiting[1].Count > 0 ? (waiting[0].Dequeue(), waiting[1].Dequeue()) : null;
    }

    private double Difference((double Before, double After) pair)
    {
        var (before, after) = plan.LowerIsBetter ? (pair.After, pair.Before) : pair;
        return Math.Abs(after - before) <= Tie * Math.Max(Math.Abs(after), Math.Abs(before)) ? 0 : Math.Sign(after - before);
    }
}
