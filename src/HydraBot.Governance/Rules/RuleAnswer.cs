using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>A rule's answer.</summary>
internal abstract record RuleAnswer
{
    private RuleAnswer()
    {
    }

    /// <summary>No objection.</summary>
    public sealed record Pass(IReadOnlyList<string> Articles) : RuleAnswer;

    /// <summary>No.</summary>
    public sealed record Refuse(Refusal Refusal) : RuleAnswer;

    /// <summary>People decide.</summary>
    public sealed record Ask(ApprovalTerms Terms, IReadOnlyList<string> Articles, IReadOnlyList<string> Reasons) : RuleAnswer;
}
