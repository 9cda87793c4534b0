using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ForeignTools.Operations;

/// <summary>Suggests the MCP servers of the settings.</summary>
internal sealed class ServerNames(ForeignServers servers) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => servers.All.Select(server => server.Name).Holding(typed);
}
