using System.Collections.Concurrent;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Turns;

namespace HydraBot.Doors.Voice.Router;

/// <summary>Tells whoever asked by voice how it ended once people had decided; everything else about approvals is the chat's.</summary>
internal sealed class LaterOutcomes : IApprovalDoor
{
    private const int Most = 64;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<SpokenAnswer?>> _awaited = [];

    /// <summary>What is to be said once this approval came to its end; cancelled with the call.</summary>
    public Task<SpokenAnswer?> Of(Guid approvalId, CancellationToken cancellationToken)
    {
        if (_awaited.Count >= Most)
            return Task.FromResult<SpokenAnswer?>(null);
        return _awaited.GetOrAdd(approvalId, _ => new TaskCompletionSource<SpokenAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken);
    }

    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DecidedAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval.State is not ApprovalState.Approved && _awaited.TryRemove(approval.Id, out var awaited))
            awaited.TrySetResult(new SpokenAnswer($"That was {approval.State.ToString().ToLowerInvariant()}."));
        return Task.CompletedTask;
    }

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        if (_awaited.TryRemove(approval.Id, out var awaited))
            awaited.TrySetResult(OutcomeWords.Of(approval.Request.Operation, outcome));
        return Task.CompletedTask;
    }
}
