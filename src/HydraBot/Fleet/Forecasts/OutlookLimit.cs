namespace HydraBot.Fleet.Forecasts;

/// <summary>What must not be reached by a series that is looked ahead of.</summary>
/// <param name="Value">In the series' own unit.</param>
/// <param name="Verb">What it means when it is: <c>will be full</c>.</param>
/// <param name="Word">The same in a word.</param>
internal sealed record OutlookLimit(double Value, string Verb, string Word)
{
    /// <summary>Who is turned away one time in five gives up.</summary>
    private const double MostErrors = 20;

    /// <summary>Of what is counted in percent.</summary>
    public static readonly OutlookLimit Full = new(100, "will be full", "Full");

    private static readonly OutlookLimit Hot = new(90, "will be too hot", "Too hot"), Failing = new(MostErrors, "will fail one time in five", "Failing");

    /// <summary>Null for a series that has no such limit.</summary>
    /// <param name="series">Its name.</param>
    /// <param name="options">How long services may take, and how often a container may be restarted.</param>
    public static OutlookLimit? Of(string series, FleetOptions options)
    {
        var figure = series[(series.IndexOf('/', StringComparison.Ordinal) + 1)..].Split(':')[0];
        return series.Split('/') switch
        {
            [var host, ..] when (host == "host" || host.StartsWith("host@", StringComparison.Ordinal)) && figure is "disk" or "inodes" or "memory" => Full,
            [var host, ..] when (host == "host" || host.StartsWith("host@", StringComparison.Ordinal)) && figure is "temperature" => Hot,
            ["gpu", _, "memory"] => Full,
            ["gpu", _, "temperature"] => Hot,
            ["container", _, "restarts"] => new OutlookLimit(options.Heal.PerHour, "will be restarted as often as it may", "That often"),
            ["service", _, "errors"] => Failing,
            ["service", var name, "latency"] when options.Services.TryGetValue(name, out var service) => new OutlookLimit(service.Timeout.TotalMilliseconds, "will take longer than is waited for", "Too slow"),
            _ => null,
        };
    }
}
