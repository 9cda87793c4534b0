using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Operations;

/// <summary>Completes the name of a tunable.</summary>
internal sealed class TunableNames(TuningCatalog catalog) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var tunable in catalog.All.Where(tunable => tunable.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return tunable.Name;
    }
}
