using HydraBot.Governance.Audit;

namespace HydraBot.Governance.Approvals;

/// <summary>Stores approvals. Each call is one transaction, its audit entry and the request's state inside.</summary>
public interface IApprovalStore
{
    /// <summary>Stores a pending approval and moves its request from received to awaiting.</summary>
    ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Records a vote that counts, once a member; false when the approval is no longer pending or this member's same vote stands.</summary>
    ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>
    /// Decides by compare-and-set from pending, and moves the request from awaiting to approved or refused; false when it was decided before:
    /// then nothing was written.
    /// </summary>
    ValueTask<bool> DecideAsync(
        Guid approvalId, ApprovalState state, DateTimeOffset at, ApprovalVote? lastVote, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Appends an entry that changes no approval.</summary>
    ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Finds one.</summary>
    ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken);

    /// <summary>Finds the one that belongs to a request.</summary>
    ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>The newest, of one state or of all, newest first.</summary>
    Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken);
}
