using Docker.DotNet.Models;

namespace HydraBot.Fleet.Engine;

/// <summary>From the Docker API's shapes to ours.</summary>
internal static class DockerShapes
{
    public static Container Read(ContainerListResponse listed)
    {
        var status = listed.Status ?? "";
        var state = EngineWords.State(listed.State);
        return new Container(
            listed.ID,
            listed.Names?.FirstOrDefault()?.TrimStart('/') ?? listed.ID[..12],
            listed.Image ?? "",
            state,
            listed.Health?.Status is { Length: > 0 } health ? EngineWords.Health(health) : EngineWords.HealthInStatus(status),
            EngineWords.Uptime(status),
            status,
            [.. Ports(listed.Ports ?? [])])
        {
            Labels = new Dictionary<string, string>(listed.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal),
        };
    }

    /// <summary>Null for an event that names no container.</summary>
    public static EngineEvent? Read(Message message) => message is { Actor.ID: { Length: > 0 } id, Action: { Length: > 0 } action }
        ? new EngineEvent(id, action, DateTimeOffset.FromUnixTimeMilliseconds((message.TimeNano ?? 0) / 1_000_000))
        : null;

    public static ContainerDetail Read(ContainerInspectResponse inspected)
    {
        var state = inspected.State ?? new State();
        var test = inspected.Config?.Healthcheck?.Test ?? [];
        return new ContainerDetail(
            EngineWords.State(state.Status),
            EngineWords.Health(state.Health?.Status),
            test is [not "NONE", ..] || state.Health is { Status: not (null or "none") },
            state.Health?.Log?.LastOrDefault()?.Output?.Trim(),
            state.StartedAt ?? "",
            state.ExitCode,
            state.OOMKilled,
            state.Error is { Length: > 0 } error ? error : null)
        {
            Image = inspected.Config?.Image ?? inspected.Image ?? "",
            MemoryLimit = inspected.HostConfig?.Memory is > 0 and var most ? most : null,
            Restarts = inspected.HostConfig?.RestartPolicy?.Name is RestartPolicyKind.Always or RestartPolicyKind.UnlessStopped or RestartPolicyKind.OnFailure,
            RestartsOnFailureOnly = inspected.HostConfig?.RestartPolicy?.Name is RestartPolicyKind.OnFailure,
            RestartCount = inspected.RestartCount,
            InsidePorts = [.. (inspected.Config?.ExposedPorts?.Keys ?? []).Select(port => int.TryParse(port.Split('/')[0], out var number) ? number : 0)],
        };
    }

    /// <summary>Memory without the page cache that would be given back at once, as <c>docker stats</c> counts it.</summary>
    public static ContainerUsage Read(ContainerStatsResponse stats)
    {
        var memory = stats.MemoryStats;
        ulong cache = 0;
        if (memory?.Stats is { } parts && !parts.TryGetValue("inactive_file", out cache))
            parts.TryGetValue("total_inactive_file", out cache);
        var used = (ulong)(memory?.Usage ?? 0);
        var networks = stats.Networks?.Values ?? [];
        return new ContainerUsage(
            (long)(stats.CPUStats?.CPUUsage?.TotalUsage ?? 0), (long)(used > cache ? used - cache : used), networks.Sum(network => (long)network.RxBytes), networks.Sum(network => (long)network.TxBytes));
    }

    /// <summary>A port that listens on IPv4 and IPv6 is one port to people.</summary>
    private static IEnumerable<ContainerPort> Ports(IEnumerable<PortSummary> ports) => ports
        .Where(port => port.PublicPort > 0)
        .Select(port => new ContainerPort(port.PublicPort!.Value, port.PrivatePort, port.Type ?? "tcp"))
        .Distinct()
        .OrderBy(port => port.Host);
}
