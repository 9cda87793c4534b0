namespace HydraBot.Fleet.Engine;

/// <summary>What a container's healthcheck says.</summary>
internal enum ContainerHealth
{
    /// <summary>It has no healthcheck, or does not run.</summary>
    None,
    Starting,
    Healthy,
    Unhealthy,
}
