using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Improvement.Operations;

/// <summary>Shows whoever is asked about a proposal what it changes and what it was measured to be worth: its number alone says neither.</summary>
internal sealed class ProposalPreview(ProposalDesk desk, ITuning tuning) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation is not ("improvement.deploy" or "improvement.release" or "improvement.experiment" or "emergency.rollback") || !request.Arguments.TryGetProperty("proposal", out var named))
            return null;
        var proposal = await desk.FindAsync(named.GetString()!, cancellationToken);
        return string.Join('\n',
        [
            $"{(request.Operation == "emergency.rollback" ? "Taken back: " : "")}{proposal.Title} ({ProposalPage.Words(proposal.State)})",
            ProposalPage.Lines(proposal, tuning.Current),
            .. proposal.Evidence is { } evidence ? ProposalPage.Measured(evidence) : ["It was not measured yet."],
        ]);
    }
}
