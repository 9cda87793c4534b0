namespace HydraBot.Fleet.Engine;

/// <summary>The engine's states of a container.</summary>
internal enum ContainerState
{
    Created,
    Running,
    Paused,
    Restarting,
    Removing,
    Exited,
    Dead,

    /// <summary>A word that this program does not know.</summary>
    Other,
}
