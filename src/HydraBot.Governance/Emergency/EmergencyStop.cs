using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Emergency;

/// <summary>The stop that survives restarts: while it is pulled, only reading runs, and what ran is cancelled.</summary>
public sealed class EmergencyStop(IEmergencyStopStore store, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _running = new();
    private EmergencyState? _state;

    /// <summary>The last change; null when there never was one.</summary>
    public EmergencyState? State => Volatile.Read(ref _state);

    /// <summary>True while the stop is pulled.</summary>
    public bool IsStopped => State is { Stopped: true };

    /// <summary>Cancelled when the stop is pulled: everything with an effect runs under it.</summary>
    public CancellationToken Running
    {
        get
        {
            lock (_gate)
                return _running.Token;
        }
    }

    /// <summary>Reads the stored state; until this has run, the house counts as stopped by its caller.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _state, await store.LoadAsync(cancellationToken));
        if (IsStopped)
            await CancelRunningAsync();
    }

    /// <summary>Pulls the stop. It holds in memory at once, and on disk when this returns.</summary>
    public async Task<EmergencyState> StopAsync(Clearance clearance, string reason, CancellationToken cancellationToken)
    {
        var state = new EmergencyState(true, clearance.Caller.Name, reason, time.GetUtcNow());
        Volatile.Write(ref _state, state);
        await CancelRunningAsync();
        await store.SaveAsync(state, cancellationToken);
        return state;
    }

    /// <summary>Lifts the stop: on disk first, so that a crash leaves it pulled.</summary>
    public async Task<EmergencyState> ResumeAsync(Clearance clearance, string reason, CancellationToken cancellationToken)
    {
        var state = new EmergencyState(false, clearance.Caller.Name, reason, time.GetUtcNow());
        await store.SaveAsync(state, cancellationToken);
        lock (_gate)
        {
            _running.Dispose();
            _running = new CancellationTokenSource();
        }

        Volatile.Write(ref _state, state);
        return state;
    }

    /// <summary>True when this operation runs even while stopped: reading, and the stop's own handles.</summary>
    public static bool Exempts(Operation operation) =>
        operation.Effect == OperationEffect.Read || operation.Name.StartsWith("emergency.", StringComparison.Ordinal);

    /// <inheritdoc />
    public void Dispose() => _running.Dispose();

    private async Task CancelRunningAsync()
    {
        CancellationTokenSource running;
        lock (_gate)
            running = _running;
        await running.CancelAsync();
    }
}
