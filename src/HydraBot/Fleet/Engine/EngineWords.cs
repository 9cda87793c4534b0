using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Engine;

/// <summary>Reads what the engine says in words.</summary>
internal static partial class EngineWords
{
    public static ContainerState State(string? word) => word switch
    {
        "created" => ContainerState.Created,
        "running" => ContainerState.Running,
        "paused" => ContainerState.Paused,
        "restarting" => ContainerState.Restarting,
        "removing" => ContainerState.Removing,
        "exited" => ContainerState.Exited,
        "dead" => ContainerState.Dead,
        _ => ContainerState.Other,
    };

    public static ContainerHealth Health(string? word) => word switch
    {
        "starting" => ContainerHealth.Starting,
        "healthy" => ContainerHealth.Healthy,
        "unhealthy" => ContainerHealth.Unhealthy,
        _ => ContainerHealth.None,
    };

    /// <summary>The health in a status line; engines before API 1.52 list it nowhere else.</summary>
    public static ContainerHealth HealthInStatus(string status) =>
        Up().Match(status) is { Success: true } up ? Health(up.Groups["health"].Value.Replace("health: ", "", StringComparison.Ordinal)) : ContainerHealth.None;

    /// <summary>"3 hours" of "Up 3 hours (healthy)".</summary>
    public static string? Uptime(string status) =>
        Up().Match(status) is { Success: true } up ? up.Groups["uptime"].Value : null;

    [GeneratedRegex(@"^Up (?<uptime>[^(]+?)(?: \((?<health>[^)]+)\))*$")]
    private static partial Regex Up();
}
