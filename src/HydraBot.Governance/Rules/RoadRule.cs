using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>One condition on the road. Rules are asked in order; the first refusal wins and names itself.</summary>
internal abstract class RoadRule
{
    /// <summary>How the rule is called in refusals and in the audit log.</summary>
    public abstract string Name { get; }

    /// <summary>Says what it thinks of a request.</summary>
    public abstract RuleAnswer Judge(Operation operation, OperationRequest request);

    /// <summary>A refusal in this rule's name.</summary>
    protected RuleAnswer.Refuse Refuse(RefusalKind kind, IReadOnlyList<string> articles, params IReadOnlyList<string> reasons) =>
        new(new Refusal(kind, Name, articles, reasons));
}
