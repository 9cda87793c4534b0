using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Improvement.Benchmarks;

namespace HydraBot.Improvement.Operations;

/// <summary>Completes the name of a suite.</summary>
internal sealed class SuiteNames(BenchmarkRunner runner) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => runner.Suites.Select(suite => suite.Name).Holding(typed);
}
