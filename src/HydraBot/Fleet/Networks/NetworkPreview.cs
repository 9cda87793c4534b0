using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Networks;

/// <summary>Shows whoever is asked for their word the steps of a plan, or those that would be taken or taken back.</summary>
internal sealed class NetworkPreview(NetworkPlanStore store) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation is not ("network.apply" or "network.resume" or "network.undo") || !request.Arguments.TryGetProperty("plan", out var number))
            return null;
        var plan = await store.FindAsync(number.GetInt64(), cancellationToken);
        return request.Operation switch
        {
            "network.apply" => NetworkCards.Numbered(plan.Steps),
            "network.resume" => $"{NetworkCards.Numbered(plan.Steps)}\n{plan.Begun} of them were begun; what is done already stays as it is.",
            _ => NetworkCards.Numbered(plan.Steps.Take(plan.Begun).Reverse().Select(step => step.Reverse)),
        };
    }
}
