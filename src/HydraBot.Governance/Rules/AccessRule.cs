using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>The caller's level must reach the operation's.</summary>
internal sealed class AccessRule : RoadRule
{
    public override string Name => "access";

    public override RuleAnswer Judge(Operation operation, OperationRequest request) => request.Caller.Access switch
    {
        var access when access >= operation.Access && access > AccessLevel.None => new RuleAnswer.Pass([]),
        AccessLevel.None => Refuse(RefusalKind.Access, [],
            $"You have no access here: {operation.Name} needs {operation.Access}, and none of your roles gives any level."),
        var access => Refuse(RefusalKind.Access, [], $"{operation.Name} needs {operation.Access}; your access is {access}."),
    };
}
