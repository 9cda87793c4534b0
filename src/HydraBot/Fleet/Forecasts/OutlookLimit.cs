using HydraBot.Fleet.Charts;

namespace HydraBot.Fleet.Forecasts;

/// <summary>What must not be reached by a series that is looked ahead of.</summary>
/// <param name="Value">In the series' own unit.</param>
/// <param name="Verb">What it means when it is: <c>will be full</c>.</param>
/// <param name="Word">The same in a word.</param>
internal sealed record OutlookLimit(double Value, string Verb, string Word)
{
    private static readonly OutlookLimit Full = new(100, "will be full", "Full"), Hot = new(90, "will be too hot", "Too hot");

    /// <summary>Null for a series that has no such limit.</summary>
    /// <param name="series">Its name.</param>
    /// <param name="patience">How long the service of that name may take, where it is one.</param>
    public static OutlookLimit? Of(string series, Func<string, TimeSpan?> patience)
    {
        var figure = series[(series.IndexOf('/', StringComparison.Ordinal) + 1)..].Split(':')[0];
        return series.Split('/') switch
        {
            [var host, ..] when (host == "host" || host.StartsWith("host@", StringComparison.Ordinal)) && figure is "disk" or "inodes" or "memory" => Full,
            [var host, ..] when (host == "host" || host.StartsWith("host@", StringComparison.Ordinal)) && figure is "temperature" => Hot,
            ["gpu", _, "memory"] => Full,
            ["gpu", _, "temperature"] => Hot,
            ["service", var name, "latency"] when patience(name) is { } limit => new OutlookLimit(limit.TotalMilliseconds, "will take longer than is waited for", "Too slow"),
            _ => null,
        };
    }
}
