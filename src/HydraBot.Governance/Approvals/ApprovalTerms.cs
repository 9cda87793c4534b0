using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>Who must agree, and by when.</summary>
/// <param name="Approver">The least access of a voter whose vote counts.</param>
/// <param name="Count">How many different members must agree.</param>
/// <param name="AskerMay">True when the asker's own vote counts.</param>
/// <param name="ExpiresAfter">No answer by then is a refusal.</param>
public sealed record ApprovalTerms(AccessLevel Approver, int Count, bool AskerMay, TimeSpan ExpiresAfter)
{
    /// <summary>The stricter of two: every condition of both holds.</summary>
    public ApprovalTerms And(ApprovalTerms other) => new(
        (AccessLevel)Math.Max((int)Approver, (int)other.Approver),
        Math.Max(Count, other.Count),
        AskerMay && other.AskerMay,
        TimeSpan.FromTicks(Math.Min(ExpiresAfter.Ticks, other.ExpiresAfter.Ticks)));

    /// <summary>True when an approval under these terms also satisfies <paramref name="wanted"/>, as after a change of the law.</summary>
    public bool Covers(ApprovalTerms wanted) =>
        Approver >= wanted.Approver && Count >= wanted.Count && (!AskerMay || wanted.AskerMay);
}
