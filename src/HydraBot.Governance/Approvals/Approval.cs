using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>A question to people, about exactly one request.</summary>
public sealed record Approval
{
    /// <summary>A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request, as it will run.</summary>
    public required OperationRequest Request { get; init; }

    /// <summary>SHA-256 of the canonical operation and arguments: what was approved is what runs.</summary>
    public required string Digest { get; init; }

    /// <summary>Who must agree.</summary>
    public required ApprovalTerms Terms { get; init; }

    /// <summary>The articles that ask.</summary>
    public required IReadOnlyList<string> Articles { get; init; }

    /// <summary>Why it is asked.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it lapses.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How it stands.</summary>
    public required ApprovalState State { get; init; }

    /// <summary>Votes that counted, one a member.</summary>
    public IReadOnlyList<ApprovalVote> Votes { get; init; } = [];

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it is no ground to run anything now; null when it is one.</summary>
    internal string? Objection(DateTimeOffset now) => this switch
    {
        { State: not ApprovalState.Approved } => $"This is {State.ToString().ToLowerInvariant()}, not approved.",
        _ when Digest != RequestDigest.Of(Request) => "What would run is not what was approved.",
        _ when now >= ExpiresAt => "The approval lapsed before this could begin.",
        _ => null,
    };
}
