using HydraBot.Governance.Operations;

namespace HydraBot.Help;

/// <summary>Completes the name of an operation.</summary>
internal sealed class OperationNames(OperationCatalog catalog) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => catalog.All
        .Select(operation => operation.Name)
        .Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(name => name.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase))
        .ToAsyncEnumerable();
}
