namespace HydraBot.Benchmarks;

/// <summary>Times of one contender, in milliseconds.</summary>
internal sealed class Percentiles(string name)
{
    private readonly List<double> _times = [];

    public string Name { get; } = name;

    public double First => _times[0];

    public void Add(TimeSpan time) => _times.Add(time.TotalMilliseconds);

    public double At(double share)
    {
        var sorted = _times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    public override string ToString() => $"{Name,-12} n={_times.Count,5}  p50 {At(0.50),8:0.000} ms  p90 {At(0.90),8:0.000} ms  p99 {At(0.99),8:0.000} ms";
}
