using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Containers;

/// <summary>A container in one line, with a mark that shows at a glance how it is.</summary>
internal static class ContainerLine
{
    public static string Mark(Container container) => container switch
    {
        { Health: ContainerHealth.Unhealthy } or { State: ContainerState.Restarting or ContainerState.Dead } => "🔴",
        { Health: ContainerHealth.Starting } or { State: ContainerState.Paused } => "🟡",
        { State: ContainerState.Running } => "🟢",
        _ => "⚪",
    };

    public static string Short(Container container) => $"{Mark(container)} `{container.Name}` {container.Status}";

    /// <summary>Image and ports too.</summary>
    public static string Long(Container container)
    {
        var ports = container.Ports.Count > 0 ? $" · {string.Join(' ', container.Ports)}" : "";
        return $"{Short(container)} · `{container.Image}`{ports}";
    }
}
