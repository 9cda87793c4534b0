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
            [.. Ports(listed.Ports ?? [])]);
    }

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
            state.Error is { Length: > 0 } error ? error : null);
    }

    /// <summary>A port that listens on IPv4 and IPv6 is one port to people.</summary>
    private static IEnumerable<ContainerPort> Ports(IEnumerable<PortSummary> ports) => ports
        .Where(port => port.PublicPort > 0)
        .Select(port => new ContainerPort(port.PublicPort!.Value, port.PrivatePort, port.Type ?? "tcp"))
        .Distinct()
        .OrderBy(port => port.Host);
}
