using System.Globalization;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Prometheus;

/// <summary>The section of the other hosts: a line each, and what needs a look.</summary>
internal sealed class PrometheusStatus(PrometheusReader reader) : IStatusSource
{
    private const string Prefix = "host@";

    private const int MostHosts = 8;

    private const double Hot = 90, Full = 85, Bad = 95, MemoryFull = 90;

    public string Name => "Other hosts";

    public int Order => 12;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var values = await reader.ReadAsync(cancellationToken);
        var hosts = values.Where(value => value.Key.StartsWith(Prefix, StringComparison.Ordinal)).GroupBy(value => value.Key[Prefix.Length..value.Key.IndexOf('/', StringComparison.Ordinal)]).OrderBy(host => host.Key, StringComparer.Ordinal).ToArray();
        var concerns = hosts.SelectMany(host => host.Select(value => Concern(host.Key, value.Key[(value.Key.IndexOf('/', StringComparison.Ordinal) + 1)..], value.Value))).OfType<(CardSeverity Severity, string Text)>().ToArray();
        var lines = hosts.Take(MostHosts).Select(host => Line(host.Key, host.ToDictionary(value => value.Key[(Prefix.Length + host.Key.Length + 1)..], value => value.Value, StringComparer.Ordinal)));
        return new StatusSection(
            concerns.Select(concern => concern.Severity).DefaultIfEmpty(CardSeverity.Good).Max(),
            hosts.Length == 0 ? "Prometheus knows of no other host." : string.Join('\n', lines) + (hosts.Length > MostHosts ? $"\nand {hosts.Length - MostHosts} more" : ""))
        {
            Concerns = [.. concerns.Select(concern => concern.Text)],
            Figures = values.Where(value => value.Key.StartsWith(Prefix, StringComparison.Ordinal) || value.Key.StartsWith("gpu/", StringComparison.Ordinal)).ToDictionary(value => value.Key, value => Math.Round(value.Value, 1)),
        };
    }

    private static (CardSeverity Severity, string Text)? Concern(string host, string figure, double value) => figure.Split(':', 2) switch
    {
        ["disk", var path] when value >= Full => (value >= Bad ? CardSeverity.Bad : CardSeverity.Warning, $"Disk `{path}` of `{host}` is {Units.Percent(value)} full."),
        ["inodes", var path] when value >= Full => (value >= Bad ? CardSeverity.Bad : CardSeverity.Warning, $"Disk `{path}` of `{host}` has {Units.Percent(value)} of its inodes in use."),
        ["memory"] when value >= MemoryFull => (CardSeverity.Warning, $"The memory of `{host}` is {Units.Percent(value)} full."),
        ["temperature", var sensor] when value >= Hot => (CardSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"`{host}` is {value:0} °C hot ({sensor}).")),
        _ => null,
    };

    private static string Line(string host, Dictionary<string, double> figures)
    {
        var parts = new List<string> { $"**{host}**" };
        foreach (var (figure, word) in new[] { ("cpu", "CPU"), ("memory", "memory") })
        {
            if (figures.TryGetValue(figure, out var value))
                parts.Add($"{word} {Units.Percent(value)}");
        }

        if (figures.Where(figure => figure.Key.StartsWith("disk:", StringComparison.Ordinal)).OrderByDescending(figure => figure.Value).Select(figure => (KeyValuePair<string, double>?)figure).FirstOrDefault() is { } fullest)
            parts.Add($"`{fullest.Key[5..]}` {Units.Percent(fullest.Value)}");
        if (figures.Where(figure => figure.Key.StartsWith("temperature:", StringComparison.Ordinal)).Select(figure => figure.Value).DefaultIfEmpty(double.NaN).Max() is var degrees && double.IsFinite(degrees))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{degrees:0} {SeriesUnits.Of("host/temperature")}"));
        return string.Join(" · ", parts);
    }
}
