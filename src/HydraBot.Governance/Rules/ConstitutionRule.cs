using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>The law decides.</summary>
internal sealed class ConstitutionRule(ConstitutionDocument law) : RoadRule
{
    public override string Name => "constitution";

    public override RuleAnswer Judge(Operation operation, OperationRequest request)
    {
        var verdict = law.Judge(new Act(operation.Name, operation.Effect, request.Caller.Kind, request.Arguments));
        return verdict.Decision switch
        {
            Decision.Allow => new RuleAnswer.Pass(verdict.Articles),
            Decision.Approve => new RuleAnswer.Ask(verdict.Terms!, verdict.Articles, verdict.Reasons),
            _ => Refuse(RefusalKind.Constitution, verdict.Articles, verdict.Reasons),
        };
    }
}
