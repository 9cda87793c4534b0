using HydraBot.Governance.Approvals;

namespace HydraBot.Governance.Constitution;

/// <summary>What the law says of one act.</summary>
/// <param name="Decision">The strictest of the rules that applied; <see cref="Decision.Deny"/> when none did.</param>
/// <param name="Articles">Ids of the articles that the decision stands on.</param>
/// <param name="Reasons">Their sentences.</param>
/// <param name="Terms">Who must agree, for <see cref="Decision.Approve"/>.</param>
public sealed record Verdict(Decision Decision, IReadOnlyList<string> Articles, IReadOnlyList<string> Reasons, ApprovalTerms? Terms)
{
    /// <summary>How often one person may do this, with the article that says so.</summary>
    public IReadOnlyList<(string Article, Pace Pace)> Paces { get; init; } = [];
}
