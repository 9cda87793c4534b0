using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Search;
using HydraBot.Improvement.Tunables;
using Microsoft.Extensions.Options;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>The house's own search for something better.</summary>
internal sealed class SearchOperations(ArchiveSearch search, BenchmarkRunner runner, TuningDesk tuning, Budget budget, IOptions<ImprovementOptions> options, TimeProvider time)
{
    [Operation("improvement.search", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 7200)]
    [Description("Searches for better settings, without any model: tries variants, proposes and tests the best, deploys nothing")]
    public async Task<OperationResult<SearchReport>> SearchAsync(
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("Only what this suite shows; all where it is left out"), Suggest<SuiteNames>] string? suite = null,
        [Description("Variants to try"), Range(1, 500)] int? candidates = null,
        [Description("The same seed tries the same"), Range(0, int.MaxValue)] int? seed = null,
        CancellationToken cancellationToken = default)
    {
        await budget.RequireAsync(cancellationToken);
        var results = new List<SearchLine>();
        var wanted = suite is null ? null : runner.Find(suite);
        foreach (var (name, group) in tuning.Current.Catalog.All.Select(tunable => (tunable.Suite, tunable.Group)).Distinct())
        {
            if (wanted is not null && wanted.Name != name)
                continue;
            var one = runner.Find(name);
            if (await one.MissingAsync(cancellationToken) is { } missing)
                results.Add(new SearchLine(name, 0, 0, null, $"Not searched: {missing}"));
            else if (await budget.ExhaustedAsync(cancellationToken) is { } exhausted)
                results.Add(new SearchLine(name, 0, 0, null, $"Not searched: {exhausted}"));
            else
                results.Add(SearchLine.Of(await search.RunAsync(clearance, one, group, candidates ?? options.Value.Search.Candidates, seed ?? time.GetUtcNow().Microsecond + time.GetUtcNow().DayOfYear, progress, cancellationToken)));
        }

        var report = new SearchReport(results);
        return OperationResult.Of(report, new Card
        {
            Title = report.Searches.Any(one => one.Proposal is { State: Proposals.ProposalState.Validated }) ? "The search found something better" : "The search found nothing better",
            Severity = CardSeverity.Good,
            Fields = [.. results.Select(one => new CardField(one.Suite, one.Why))],
        });
    }
}

/// <summary>What a search came to, suite by suite.</summary>
internal sealed record SearchReport(IReadOnlyList<SearchLine> Searches);

/// <summary>Of one suite.</summary>
internal sealed record SearchLine(string Suite, int Tried, int Held, ProposalLine? Proposal, string Why)
{
    public static SearchLine Of(SearchResult result) => new(result.Suite, result.Tried, result.Held, result.Proposal is { } proposal ? ProposalLine.Of(proposal) : null, result.Why);
}
