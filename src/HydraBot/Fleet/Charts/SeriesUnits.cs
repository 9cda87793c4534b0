namespace HydraBot.Fleet.Charts;

/// <summary>What the values of a series are counted in.</summary>
internal static class SeriesUnits
{
    public static string Of(string series) => series switch
    {
        _ when series.StartsWith("host", StringComparison.Ordinal) && series.EndsWith("/load", StringComparison.Ordinal) => "",
        _ when (series.StartsWith("host", StringComparison.Ordinal) && series.Contains("/temperature", StringComparison.Ordinal)) || series.EndsWith("/temperature", StringComparison.Ordinal) => "°C",
        _ when series.StartsWith("drive/", StringComparison.Ordinal) && !series.EndsWith("/worn", StringComparison.Ordinal) => "",
        _ when series.EndsWith("/restarts", StringComparison.Ordinal) => "an hour",
        _ when series.EndsWith("/latency", StringComparison.Ordinal) => "ms",
        _ when series.EndsWith("/received", StringComparison.Ordinal) || series.EndsWith("/sent", StringComparison.Ordinal) => "KiB/s",
        _ when series.EndsWith("/power", StringComparison.Ordinal) || series.EndsWith("/powerLimit", StringComparison.Ordinal) => "W",
        _ when series.EndsWith("/memoryUsed", StringComparison.Ordinal) || series.EndsWith("/memoryTotal", StringComparison.Ordinal) => "MiB",
        _ when series.StartsWith("container/", StringComparison.Ordinal) && series.EndsWith("/memory", StringComparison.Ordinal) => "MiB",
        _ => "%",
    };
}
