using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Experiments;

/// <summary>What both arms tell of one metric, paired in the order in which it comes.</summary>
/// <param name="metric">Which.</param>
/// <param name="tie">Times and costs that lie closer than this share are a tie.</param>
internal sealed class MetricPairs(TrafficMetric metric, double tie)
{
    /// <summary>Requests that wait for a partner; beyond, the oldest is let go.</summary>
    private const int MostWaiting = 1000;

    private readonly Queue<double>[] _waiting = [new(), new()];
    private readonly double[] _sums = new double[2];

    public TrafficMetric Metric => metric;

    public int Count { get; private set; }

    public double Before => Math.Round(_sums[0] / Math.Max(1, Count), 4);

    public double After => Math.Round(_sums[1] / Math.Max(1, Count), 4);

    /// <summary>Takes in what a request told; the difference of the pair that it completes, above 0 where the variant is better; null where it waits.</summary>
    public double? Add(bool variant, double value)
    {
        var arm = _waiting[variant ? 1 : 0];
        arm.Enqueue(metric.IsRate ? Math.Clamp(value, 0, 1) : value);
        if (arm.Count > MostWaiting)
            arm.Dequeue();
        if (_waiting[0].Count == 0 || _waiting[1].Count == 0)
            return null;
        var (before, after) = (_waiting[0].Dequeue(), _waiting[1].Dequeue());
        (_sums[0], _sums[1], Count) = (_sums[0] + before, _sums[1] + after, Count + 1);
        var gain = metric.LowerIsBetter ? before - after : after - before;
        return metric.IsRate ? gain : Math.Abs(gain) <= tie * Math.Max(Math.Abs(after), Math.Abs(before)) ? 0 : Math.Sign(gain);
    }
}
