using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Healing;

/// <summary>A container that should be well and is not.</summary>
/// <param name="Container">Which.</param>
/// <param name="Detail">Closely.</param>
internal sealed record Sickness(Container Container, ContainerDetail Detail)
{
    public string What => Container.Health == ContainerHealth.Unhealthy && Container.State == ContainerState.Running
        ? Detail.LastCheck is { Length: > 0 } said ? $"unhealthy: {(said.Length > 200 ? said[..200] : said)}" : "unhealthy"
        : Detail.OutOfMemory ? $"down (exit code {Detail.ExitCode}, out of memory)" : $"down (exit code {Detail.ExitCode})";
}
