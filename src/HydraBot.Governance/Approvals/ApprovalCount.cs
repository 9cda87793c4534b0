using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>What a hand does to a pending approval: an objection, a decision, or one more vote.</summary>
/// <param name="Objection">Why the hand does not count.</param>
/// <param name="State">What it decides.</param>
internal readonly record struct ApprovalCount(string? Objection, ApprovalState? State)
{
    /// <summary>Weighs one vote.</summary>
    public static ApprovalCount Take(Approval approval, ApprovalVote vote, Delegation? delegation)
    {
        var (voter, terms) = (vote.Voter, approval.Terms);
        if (voter.Kind != CallerKind.Member)
            return new("Only a person's own hand on Discord decides approvals.", null);

        var asker = string.Equals(voter.Id, approval.Request.Caller.Id, StringComparison.Ordinal);
        if (asker && !vote.Agrees)
            return new(null, ApprovalState.Withdrawn);
        if (Worth(approval, vote, delegation) < terms.Approver)
            return new($"This needs {terms.Approver}; your access is {voter.Access}.", null);
        if (asker && !terms.AskerMay)
            return new("The law asks for somebody other than the one who asked.", null);
        if (!vote.Agrees)
            return new(null, ApprovalState.Denied);

        var others = approval.Votes.Count(known => known.Agrees && !string.Equals(known.Voter.Id, voter.Id, StringComparison.Ordinal));
        return others + 1 >= terms.Count ? new(null, ApprovalState.Approved) : default;
    }

    /// <summary>True when the votes that stand suffice.</summary>
    public static bool Enough(Approval approval) =>
        approval.Votes.Where(vote => vote.Agrees).DistinctBy(vote => vote.Voter.Id).Count() >= approval.Terms.Count;

    /// <summary>Whether enough of those who agreed could still agree.</summary>
    public static bool Enough(Approval approval, IReadOnlyList<ApprovalVote> now, Delegation? delegation) =>
        now.Where(vote => vote.Agrees && Worth(approval, vote, delegation) >= approval.Terms.Approver)
            .DistinctBy(vote => vote.Voter.Id)
            .Count() >= approval.Terms.Count;

    private static AccessLevel Worth(Approval approval, ApprovalVote vote, Delegation? delegation) =>
        delegation?.Worth(vote.Voter, approval.Request.Operation, approval.Terms.Approver, vote.At) ?? vote.Voter.Access;
}
