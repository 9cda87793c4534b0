using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>An approval as programs see it, without secrets.</summary>
internal sealed record ApprovalView
{
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required string Operation { get; init; }

    public required JsonElement Arguments { get; init; }

    public required Caller AskedBy { get; init; }

    public required ApprovalState State { get; init; }

    public required AccessLevel Approver { get; init; }

    public required int VotesNeeded { get; init; }

    public required bool AskerMay { get; init; }

    public required IReadOnlyList<ApprovalVote> Votes { get; init; }

    public required IReadOnlyList<string> Articles { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset? DecidedAt { get; init; }

    public static ApprovalView Of(Approval approval, AuditScribe scribe) => new()
    {
        Id = approval.Id,
        RequestId = approval.Request.Id,
        Operation = approval.Request.Operation,
        Arguments = scribe.Mask(approval.Request.Arguments),
        AskedBy = approval.Request.Caller,
        State = approval.State,
        Approver = approval.Terms.Approver,
        VotesNeeded = approval.Terms.Count,
        AskerMay = approval.Terms.AskerMay,
        Votes = approval.Votes,
        Articles = approval.Articles,
        Reasons = approval.Reasons,
        CreatedAt = approval.CreatedAt,
        ExpiresAt = approval.ExpiresAt,
        DecidedAt = approval.DecidedAt,
    };
}
