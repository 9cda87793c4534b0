using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Operations;

/// <summary>Completes the name of a tunable.</summary>
internal sealed class TunableNames(TuningCatalog catalog) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => catalog.All.Select(tunable => tunable.Name).Holding(typed);
}
