namespace HydraBot.Fleet.Metrics;

/// <summary>One ring of measurements.</summary>
/// <param name="Length">Of one mean.</param>
/// <param name="Kept">How far back it goes.</param>
internal sealed record MetricStep(TimeSpan Length, TimeSpan Kept)
{
    public static readonly MetricStep Minutes = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(26));
    public static readonly MetricStep Quarters = new(TimeSpan.FromMinutes(15), TimeSpan.FromDays(9));
    public static readonly MetricStep Hours = new(TimeSpan.FromHours(1), TimeSpan.FromDays(60));

    public static IReadOnlyList<MetricStep> All { get; } = [Minutes, Quarters, Hours];

    public long Milliseconds => (long)Length.TotalMilliseconds;
}
