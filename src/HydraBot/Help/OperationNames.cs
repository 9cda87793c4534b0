using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Help;

/// <summary>Completes the name of an operation.</summary>
internal sealed class OperationNames(OperationCatalog catalog) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => catalog.All.Select(operation => operation.Name)
        .OrderByDescending(name => name.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Holding(typed);
}
