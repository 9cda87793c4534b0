namespace HydraBot.Fleet.Metrics;

/// <summary>A mean over one step.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Value">In the series' own unit.</param>
internal readonly record struct MetricPoint(DateTimeOffset At, double Value);
