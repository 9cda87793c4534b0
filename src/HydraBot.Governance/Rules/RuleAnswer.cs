using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>A rule's answer.</summary>
/// <param name="Articles">The articles of the law that it stands on.</param>
internal abstract record RuleAnswer(IReadOnlyList<string> Articles)
{
    /// <summary>No objection.</summary>
    public sealed record Pass(IReadOnlyList<string> Articles) : RuleAnswer(Articles);

    /// <summary>No.</summary>
    public sealed record Refuse(Refusal Refusal) : RuleAnswer(Refusal.Articles);

    /// <summary>People decide.</summary>
    public sealed record Ask(ApprovalTerms Terms, IReadOnlyList<string> Articles, IReadOnlyList<string> Reasons) : RuleAnswer(Articles);
}
