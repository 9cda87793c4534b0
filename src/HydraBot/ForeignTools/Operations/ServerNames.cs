using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.ForeignTools.Operations;

/// <summary>Suggests the MCP servers of the settings.</summary>
internal sealed class ServerNames(ForeignServers servers) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var server in servers.All.Where(server => server.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return server.Name;
    }
}
