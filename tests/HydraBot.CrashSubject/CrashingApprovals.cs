using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;

namespace HydraBot.CrashSubject;

/// <summary>The real store of approvals, with the process dying right after a step where it is told to.</summary>
internal sealed class CrashingApprovals(IApprovalStore inner, CrashPoints points) : IApprovalStore
{
    public async ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken)
    {
        await inner.OpenAsync(approval, entry, cancellationToken);
        points.Reach(CrashPoints.Asked);
    }

    public ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken) =>
        inner.VoteAsync(approvalId, vote, entry, cancellationToken);

    public async ValueTask<bool> DecideAsync(
        Guid approvalId,
        ApprovalState state,
        DateTimeOffset at,
        ApprovalVote? lastVote,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken)
    {
        var mine = await inner.DecideAsync(approvalId, state, at, lastVote, entry, maskedArguments, cancellationToken);
        points.Reach(CrashPoints.Decided);
        return mine;
    }

    public ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken) => inner.NoteAsync(entry, cancellationToken);

    public ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken) => inner.FindAsync(approvalId, cancellationToken);

    public ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        inner.OfRequestAsync(requestId, cancellationToken);

    public Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(state, limit, cancellationToken);
}
