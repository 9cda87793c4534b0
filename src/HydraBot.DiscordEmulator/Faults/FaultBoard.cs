using System.Collections.Concurrent;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Faults;

/// <summary>The faults in force, an application each.</summary>
internal sealed class FaultBoard
{
    private readonly ConcurrentDictionary<Snowflake, ApplicationFaults> _faults = [];

    public ApplicationFaults For(Snowflake applicationId) => _faults.GetOrAdd(applicationId, _ => new ApplicationFaults());
}
