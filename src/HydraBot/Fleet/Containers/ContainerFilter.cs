namespace HydraBot.Fleet.Containers;

/// <summary>Which containers to show.</summary>
internal enum ContainerFilter
{
    All,
    Running,

    /// <summary>Those that need somebody: unhealthy, dead, or restarting again and again.</summary>
    Unhealthy,
}
