using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Networks;

/// <summary>Shows whoever is asked for their word the steps of a plan, or those that would be taken back.</summary>
internal sealed class NetworkPreview(NetworkPlanStore store) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation is not ("network.apply" or "network.undo") || !request.Arguments.TryGetProperty("plan", out var number))
            return null;
        var plan = await store.FindAsync(number.GetInt64(), cancellationToken);
        return NetworkCards.Numbered(request.Operation == "network.apply" ? plan.Steps : plan.Steps.Take(plan.Begun).Reverse().Select(step => step.Reverse));
    }
}
