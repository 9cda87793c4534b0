using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Keeps for an hour what approved calls brought, for the keys that made them to fetch. The record of it is the audit chain's; a restart forgets the rest.</summary>
internal sealed class DecidedCalls(TimeProvider time) : IApprovalDoor
{
    private const int Most = 64;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    // The journal says that a call ended a moment before its outcome comes by here.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<Kept> _kept = [];

    /// <summary>Somebody will come back for this one.</summary>
    public void Expect(Guid approvalId)
    {
        lock (_gate)
            Find(approvalId, orAdd: true);
    }

    /// <summary>What came of it, where that is known already.</summary>
    public OperationOutcome? Now(Guid approvalId)
    {
        lock (_gate)
            return Find(approvalId, orAdd: false)?.Known;
    }

    /// <summary>What came of it, once the journal says that it ended; null where nobody was expected, or it is too long ago.</summary>
    public async Task<OperationOutcome?> OfAsync(Guid approvalId, CancellationToken cancellationToken)
    {
        Kept? kept;
        lock (_gate)
            kept = Find(approvalId, orAdd: false);
        if (kept is null)
            return null;
        try
        {
            return await kept.Outcome.Task.WaitAsync(Moment, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DecidedAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        if (approval.Request.Door != Door.Mcp)
            return Task.CompletedTask;
        lock (_gate)
        {
            var kept = Find(approval.Id, orAdd: true)!;
            kept.Known = outcome;
            kept.Outcome.TrySetResult(outcome);
            kept.At = time.GetUtcNow();
        }

        return Task.CompletedTask;
    }

    private Kept? Find(Guid approvalId, bool orAdd)
    {
        _kept.RemoveAll(one => one.Outcome.Task.IsCompleted && time.GetUtcNow() - one.At > Life);
        var found = _kept.Find(one => one.ApprovalId == approvalId);
        if (found is not null || !orAdd)
            return found;
        if (_kept.Count == Most)
            _kept.RemoveAt(0);
        _kept.Add(found = new Kept(approvalId) { At = time.GetUtcNow() });
        return found;
    }

    private sealed record Kept(Guid ApprovalId)
    {
        public TaskCompletionSource<OperationOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public OperationOutcome? Known { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
