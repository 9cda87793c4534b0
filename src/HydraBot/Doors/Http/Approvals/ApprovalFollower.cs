using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Law.Audit;

namespace HydraBot.Doors.Http.Approvals;

/// <summary>Finds out what became of the request that an approval is about.</summary>
internal sealed class ApprovalFollower(IOperationJournal journal, IAuditLog audit, AuditScribe scribe)
{
    public async Task<ApprovalAnswer> FollowAsync(Approval approval, CancellationToken cancellationToken) =>
        ApprovalAnswer.Of(approval, await RequestAsync(approval.Request.Id, cancellationToken), scribe);

    private async Task<ApprovalRequestAnswer> RequestAsync(Guid requestId, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(requestId, cancellationToken) is not { State: var state })
            return new ApprovalRequestAnswer(requestId, null);
        if (state < RequestState.Done)
            return new ApprovalRequestAnswer(requestId, state);

        var entries = await audit.OfRequestAsync(requestId, cancellationToken);
        return AuditView.Of(entries[^1]).Entry is { } last
            ? new ApprovalRequestAnswer(requestId, state, last.Result, last.Reasons)
            : new ApprovalRequestAnswer(requestId, state);
    }
}
