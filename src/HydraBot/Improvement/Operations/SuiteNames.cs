using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks;

namespace HydraBot.Improvement.Operations;

/// <summary>Completes the name of a suite.</summary>
internal sealed class SuiteNames(BenchmarkRunner runner) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var suite in runner.Suites.Where(suite => suite.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return suite.Name;
    }
}
