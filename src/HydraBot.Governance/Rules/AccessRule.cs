using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>The caller's level must reach the operation's.</summary>
internal sealed class AccessRule : RoadRule
{
    public override string Name => "access";

    public override RuleAnswer Judge(Operation operation, OperationRequest request) => request.Caller.Access switch
    {
        var access when access >= operation.Access && access > AccessLevel.None => Named(operation, request.Caller),
        AccessLevel.None => Refuse(RefusalKind.Access, [],
            $"You have no access here: {operation.Name} needs {operation.Access}, and none of your roles gives any level."),
        var access => Refuse(RefusalKind.Access, [], $"{operation.Name} needs {operation.Access}; your access is {access}."),
    };

    private RuleAnswer Named(Operation operation, Caller caller) =>
        caller.Operations is not { } allowed || allowed.Any(pattern => new NamePattern(pattern).Matches(operation.Name))
            ? new RuleAnswer.Pass([])
            : Refuse(RefusalKind.Access, [], $"'{caller.Name}' may not ask for {operation.Name}; it is for {string.Join(", ", allowed)}.");
}
