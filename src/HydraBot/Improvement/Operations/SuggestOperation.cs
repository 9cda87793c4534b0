using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Search;
using HydraBot.Improvement.Tunables;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Proposals that a language model writes.</summary>
internal sealed class SuggestOperation(ModelProposer proposer, BenchmarkRunner runner, ProposalDesk desk, Budget budget, TuningDesk tuning)
{
    [Operation("improvement.suggest", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 600)]
    [Description("Has a language model propose a change, from open results and what was tried; it is tested before anybody may deploy it")]
    public async Task<OperationResult<ProposalView>> SuggestAsync(
        [Description("What it is to better"), Suggest<SuiteNames>] string suite, Clearance clearance, CancellationToken cancellationToken = default)
    {
        var wanted = runner.Find(suite);
        await budget.RequireAsync(cancellationToken);
        var proposal = await proposer.ProposeAsync(clearance, wanted, cancellationToken);
        return ProposalPage.Whole(proposal, tuning.Current, await desk.Store.TransitionsAsync(proposal.Id, cancellationToken));
    }
}
