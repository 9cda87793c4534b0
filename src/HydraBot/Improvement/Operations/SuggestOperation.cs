using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Search;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Proposals that a language model writes.</summary>
internal sealed class SuggestOperation(ModelProposer proposer, PatchProposer patches, BenchmarkRunner runner, ProposalDesk desk, Budget budget)
{
    [Operation("improvement.suggest", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 600)]
    [Description("Has a language model propose a change of tunables, or of the code towards a goal; it is tested before anybody may deploy it")]
    public async Task<OperationResult<ProposalView>> SuggestAsync(
        Clearance clearance,
        [Description("What tunables are to better"), Suggest<SuiteNames>] string? suite = null,
        [Description("What a patch of the code is to reach, in a sentence"), MinLength(1), MaxLength(1000)] string? goal = null,
        [Description("Code alone: the files that it is about; chosen by the goal's words where it is left out")] IReadOnlyList<string>? files = null,
        CancellationToken cancellationToken = default)
    {
        if (suite is null == goal is null)
            throw new OperationException("Name either 'suite', for a change of tunables, or 'goal', for a patch of the code.");
        var wanted = suite is null ? null : runner.Find(suite);
        await budget.RequireAsync(cancellationToken);
        var proposal = wanted is null ? await patches.ProposeAsync(clearance, goal!, files ?? [], cancellationToken) : await proposer.ProposeAsync(clearance, wanted, cancellationToken);
        return ProposalPage.Whole(proposal, await desk.BeforeAsync(proposal, cancellationToken), await desk.Store.TransitionsAsync(proposal.Id, cancellationToken));
    }
}
