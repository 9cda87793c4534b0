using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>A patch that is on the branch which is deployed.</summary>
internal sealed record Release(string Commit, string Before, string Branch);

/// <summary>Where patches of the code are built and tested: never in the tree that runs.</summary>
internal sealed class CodeWorkshop(IOptions<ImprovementOptions> options)
{
    public Task<CodeReport> TestAsync(Clearance clearance, Proposal proposal, IProgress<OperationProgress> progress, CancellationToken cancellationToken) =>
        throw new OperationException($"Patches are not built here: {options.Value.Code.Repository}.");

    public Task<Release> ReleaseAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken) => throw new OperationException("No.");

    public Task RollBackAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken) => throw new OperationException("No.");
}
