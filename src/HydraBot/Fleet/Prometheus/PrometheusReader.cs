using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Prometheus;

/// <summary>What a Prometheus server knows of hosts other than this one, under our own names of series.</summary>
internal sealed class PrometheusReader(PrometheusClient client)
{
    private const string Names = "node_uname_info", Instance = "instance", NodeName = "nodename";

    /// <summary>More than any home has; what comes beyond it is somebody's mistake.</summary>
    private const int MostSeries = 5000;

    /// <summary>The newest value of each series; none where no server is configured.</summary>
    /// <exception cref="OperationException">It says no, or nothing.</exception>
    public async Task<IReadOnlyDictionary<string, double>> ReadAsync(CancellationToken cancellationToken) =>
        (await AskAsync(client.QueryAsync, cancellationToken)).Where(series => series.Value.Count > 0).ToDictionary(series => series.Key, series => series.Value[^1].Value, StringComparer.Ordinal);

    /// <summary>The values of each series over a span.</summary>
    /// <exception cref="OperationException">It says no, or nothing.</exception>
    public Task<Dictionary<string, IReadOnlyList<MetricPoint>>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        AskAsync((query, token) => client.RangeAsync(query, from, to, step, token), cancellationToken);

    private async Task<Dictionary<string, IReadOnlyList<MetricPoint>>> AskAsync(Func<string, CancellationToken, Task<IReadOnlyList<PrometheusSeries>>> ask, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<MetricPoint>>(StringComparer.Ordinal);
        if (!client.IsConfigured)
            return found;
        var hosts = await HostsAsync(cancellationToken);
        foreach (var (figure, answers) in PrometheusFigure.All.Zip(await Task.WhenAll(PrometheusFigure.All.Select(figure => ask(figure.Query, cancellationToken)))))
        {
            foreach (var answer in answers)
            {
                var machine = Machine(answer.Labels);
                var host = hosts.GetValueOrDefault(machine, machine);
                if (found.Count < MostSeries && !IsOwn(host) && figure.Name(answer.Labels, host) is { } name)
                    found.TryAdd(name, answer.Points);
            }
        }

        return found;
    }

    /// <summary>Exporters of one machine differ in their ports alone; node-exporter tells the machine's own name.</summary>
    private async Task<Dictionary<string, string>> HostsAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var series in await client.QueryAsync(Names, cancellationToken))
        {
            if (series.Labels.TryGetValue(NodeName, out var name) && PrometheusFigure.Plain(name) is { Length: > 0 } plain)
                names[Machine(series.Labels)] = plain;
        }

        return names;
    }

    /// <summary>This machine is measured by the house itself.</summary>
    private static bool IsOwn(string host) => string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private static string Machine(IReadOnlyDictionary<string, string> labels)
    {
        var instance = PrometheusFigure.Plain(labels.GetValueOrDefault(Instance) ?? "");
        return instance.LastIndexOf(':') is > 0 and var colon && !instance.EndsWith(']') ? instance[..colon] : instance;
    }
}
