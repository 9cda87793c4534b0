using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Emergency;

/// <summary>The stop that survives restarts: while it is pulled, only reading runs, and what ran is cancelled.</summary>
/// <remarks>Until <see cref="LoadAsync"/> has run, the house counts as stopped: in doubt, nothing runs.</remarks>
public sealed class EmergencyStop(IEmergencyStopStore store, AuditScribe scribe, TimeProvider time) : IDisposable
{
    /// <summary>The operation that pulls it.</summary>
    public const string Pull = "emergency.stop";

    /// <summary>Stands in the record where somebody was in too much of a hurry to say why.</summary>
    public const string NoReason = "no reason was given";

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private CancellationTokenSource _running = new();
    private EmergencyState? _state = new(true, "HydraBot", "the stored state was not read yet", DateTimeOffset.UnixEpoch);

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

    /// <summary>Reads the stored state.</summary>
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
        await HoldAsync(state);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // Again, since somebody may have been lifting it at this moment: the last word is the stop's.
            await HoldAsync(state);
            await store.SaveAsync(state, scribe.About(clearance, AuditKind.Emergency, "stopped", reason), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }

        return state;
    }

    /// <summary>Lifts the stop: on disk first, so that a crash leaves it pulled.</summary>
    public async Task<EmergencyState> ResumeAsync(Clearance clearance, string reason, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var state = new EmergencyState(false, clearance.Caller.Name, reason, time.GetUtcNow());
            await store.SaveAsync(state, scribe.About(clearance, AuditKind.Emergency, "resumed", reason), cancellationToken);
            Lift(state);
            return state;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>True when this operation runs even while stopped: reading, and the stop's own handles.</summary>
    public static bool Exempts(Operation operation) =>
        operation.Effect == OperationEffect.Read || operation.Name.StartsWith("emergency.", StringComparison.Ordinal);

    /// <inheritdoc />
    public void Dispose()
    {
        _running.Dispose();
        _writing.Dispose();
    }

    /// <summary>Holds at once, before anything is written; the operation writes it down.</summary>
    internal Task HoldAsync(OperationRequest request)
    {
        var reason = request.Arguments.TryGetProperty("reason", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : NoReason;
        return HoldAsync(new EmergencyState(true, request.Caller.Name, reason, time.GetUtcNow()));
    }

    private async Task HoldAsync(EmergencyState state)
    {
        Volatile.Write(ref _state, state);
        await CancelRunningAsync();
    }

    private void Lift(EmergencyState state)
    {
        lock (_gate)
        {
            // Where nothing was stopped, what runs stays under the token that the next stop cancels. The old source is left to
            // the garbage collector: a stop that is being pulled at this moment may still hold it.
            if (_running.IsCancellationRequested)
                _running = new CancellationTokenSource();
        }

        Volatile.Write(ref _state, state);
    }

    private async Task CancelRunningAsync()
    {
        CancellationTokenSource running;
        lock (_gate)
            running = _running;
        await running.CancelAsync();
    }
}
