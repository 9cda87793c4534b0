using HydraBot.Governance.Audit;

namespace HydraBot.Governance.Emergency;

/// <summary>Keeps the stop over restarts.</summary>
public interface IEmergencyStopStore
{
    /// <summary>The stored state; null before the first stop ever.</summary>
    ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores it and appends the entry, in one transaction that is on disk when this returns.</summary>
    ValueTask SaveAsync(EmergencyState state, AuditDraft entry, CancellationToken cancellationToken);
}
