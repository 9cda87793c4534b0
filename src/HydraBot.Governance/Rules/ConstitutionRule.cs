using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>The law decides.</summary>
internal sealed class ConstitutionRule(LawJudge judge, PaceLimits limits) : RoadRule
{
    public override string Name => "constitution";

    public override RuleAnswer Judge(Operation operation, OperationRequest request)
    {
        var verdict = judge.Judge(operation, request.Caller.Kind, request.Arguments);
        if (verdict.Decision != Decision.Deny && limits.Take(request, verdict.Paces) is var (reason, article))
            return Refuse(article is null ? RefusalKind.TooOften : RefusalKind.Constitution, article is null ? [] : [article], reason);
        return verdict.Decision switch
        {
            Decision.Allow => new RuleAnswer.Pass(verdict.Articles),
            Decision.Approve => new RuleAnswer.Ask(verdict.Terms!, verdict.Articles, verdict.Reasons),
            _ => Refuse(RefusalKind.Constitution, verdict.Articles, verdict.Reasons),
        };
    }
}
