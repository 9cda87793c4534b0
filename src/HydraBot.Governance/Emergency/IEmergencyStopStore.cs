namespace HydraBot.Governance.Emergency;

/// <summary>Keeps the stop over restarts.</summary>
public interface IEmergencyStopStore
{
    /// <summary>The stored state; null before the first stop ever.</summary>
    ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores it durably.</summary>
    ValueTask SaveAsync(EmergencyState state, CancellationToken cancellationToken);
}
