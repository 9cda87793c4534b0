using HydraBot.Fleet.Containers;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Shows whoever is asked for their word what <c>healthcheck.apply</c> would write.</summary>
internal sealed class HealthcheckPreview(ContainerFinder finder, HealthcheckProposer proposer) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation != "healthcheck.apply")
            return null;
        var change = await proposer.ProposeAsync(await finder.FindHereAsync(request.Arguments.GetProperty("container").GetString()!, cancellationToken), cancellationToken);
        return change.Proposal.Proposal == request.Arguments.GetProperty("proposal").GetString()
            ? change.Proposal.Difference
            : "This is not what is proposed now: something changed since, and it would be refused.";
    }
}
