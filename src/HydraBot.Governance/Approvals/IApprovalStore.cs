using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Governance.Approvals;

/// <summary>Stores approvals. Each call is one transaction, its audit entry and the request's state inside.</summary>
public interface IApprovalStore
{
    /// <summary>Stores a pending approval and moves its request from received to awaiting.</summary>
    ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Records a vote that counts, once a member.</summary>
    /// <returns>False when the approval is no longer pending or this member's same vote stands.</returns>
    ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>
    /// Decides by compare-and-set from pending, and moves the request from awaiting to approved or refused.
    /// </summary>
    /// <param name="approvalId">Which.</param>
    /// <param name="state">What it becomes.</param>
    /// <param name="at">When.</param>
    /// <param name="lastVote">The vote that decided; null for the clock's hand.</param>
    /// <param name="entry">What the audit chain says of it.</param>
    /// <param name="maskedArguments">Given when the request ends here: replaces the stored arguments; no secret outlives its use.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>False when it was decided before: then nothing was written.</returns>
    ValueTask<bool> DecideAsync(
        Guid approvalId,
        ApprovalState state,
        DateTimeOffset at,
        ApprovalVote? lastVote,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken);

    /// <summary>Appends an entry that changes no approval.</summary>
    ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Finds one.</summary>
    ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken);

    /// <summary>Finds the one that belongs to a request.</summary>
    ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>The newest, of one state or of all, newest first.</summary>
    Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken);
}
