using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Healing;

/// <summary>Tells whether a container is sick: whether it ought to be well, and is not. Pure.</summary>
internal static class Diagnosis
{
    /// <summary>True for what the list alone shows to be worth a closer look.</summary>
    public static bool IsSuspect(Container container) => container.State is ContainerState.Exited or ContainerState.Dead
        || container is { State: ContainerState.Running, Health: ContainerHealth.Unhealthy };

    /// <param name="container">As the engine lists it.</param>
    /// <param name="detail">Closely.</param>
    /// <param name="fate">How it ended, where it did.</param>
    /// <param name="seenRunning">True when it was seen to run while we listened without a gap.</param>
    public static bool IsSick(Container container, ContainerDetail detail, Fate fate, bool seenRunning)
    {
        if (HealLabels.Says(container, HealLabels.Heal) == false)
            return false;
        if (container is { State: ContainerState.Running, Health: ContainerHealth.Unhealthy })
            return true;
        if (container.State is not (ContainerState.Exited or ContainerState.Dead))
            return false;
        return IsWanted(container, detail) && fate switch
        {
            Fate.Stopped => false,
            Fate.Died => true,
            // It ended while nobody listened: it may well have been somebody's wish.
            _ => seenRunning,
        };
    }

    /// <summary>A service rather than a job: its restart policy, its healthcheck or its label says that it should be up.</summary>
    private static bool IsWanted(Container container, ContainerDetail detail)
    {
        if (HealLabels.Says(container, HealLabels.Heal) == true)
            return true;
        if (detail.Restarts)
            return detail.ExitCode != 0 || !detail.RestartsOnFailureOnly;
        return detail.HasHealthcheck && detail.ExitCode != 0;
    }
}
