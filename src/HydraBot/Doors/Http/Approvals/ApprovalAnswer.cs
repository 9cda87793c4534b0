using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Approvals;

/// <summary>An approval and what became of its request.</summary>
internal sealed record ApprovalAnswer
{
    public required Guid Id { get; init; }

    /// <summary>pending, approved, denied, expired or withdrawn.</summary>
    public required ApprovalState State { get; init; }

    public required string Operation { get; init; }

    /// <summary>Without secrets.</summary>
    public required JsonElement Arguments { get; init; }

    public required Caller AskedBy { get; init; }

    public required Door Door { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>Who must agree.</summary>
    public required ApprovalTerms Terms { get; init; }

    /// <summary>Ids of the articles that ask.</summary>
    public required IReadOnlyList<string> Constraints { get; init; }

    /// <summary>Why it is asked.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Votes that counted.</summary>
    public required IReadOnlyList<ApprovalVote> Votes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The request that it is about.</summary>
    public required ApprovalRequestAnswer Request { get; init; }

    public static ApprovalAnswer Of(Approval approval, ApprovalRequestAnswer request, AuditScribe scribe) => new()
    {
        Id = approval.Id,
        State = approval.State,
        Operation = approval.Request.Operation,
        Arguments = scribe.Mask(approval.Request.Arguments),
        AskedBy = approval.Request.Caller,
        Door = approval.Request.Door,
        CorrelationId = approval.Request.CorrelationId,
        Terms = approval.Terms,
        Constraints = approval.Articles,
        Reasons = approval.Reasons,
        Votes = approval.Votes,
        CreatedAt = approval.CreatedAt,
        ExpiresAt = approval.ExpiresAt,
        DecidedAt = approval.DecidedAt,
        Request = request,
    };
}

/// <summary>Where a request is, and how it ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">awaitingApproval, running, done, failed, refused, ...; null when the journal does not know it.</param>
/// <param name="Outcome">The one word of the audit chain, once it ended: done, failed, cancelled, refused.</param>
/// <param name="Reasons">Why it ended so.</param>
internal sealed record ApprovalRequestAnswer(Guid Id, RequestState? State, string? Outcome = null, IReadOnlyList<string>? Reasons = null);
