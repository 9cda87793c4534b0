using HydraBot.ForeignTools.Connections;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;

namespace HydraBot.ForeignTools;

/// <summary>The section of the status about MCP servers outside: what is known of them, without asking them.</summary>
internal sealed class ForeignToolsStatus(ForeignServers servers) : IStatusSource
{
    public string Name => "MCP servers";

    public int Order => 36;

    public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var down = servers.All.Where(server => server.State == ServerState.Down).ToArray();
        var differing = servers.All.Where(server => server.Tools.Differs).ToArray();
        return ValueTask.FromResult(new StatusSection(
            servers.All.Count == 0 ? CardSeverity.Neutral : down.Length + differing.Length > 0 ? CardSeverity.Warning : CardSeverity.Good,
            servers.All.Count == 0 ? "None is set up." : PlainText.Cut(string.Join('\n', servers.All.Select(Line)), 1024))
        {
            Concerns =
            [
                .. down.Select(server => $"The MCP server {server.Name} is down."),
                .. differing.Select(server => $"The MCP server {server.Name} offers tools that nobody agreed to (mcp.servers, mcp.trust)."),
            ],
            Figures = new Dictionary<string, double>
            {
                ["servers"] = servers.All.Count,
                ["connected"] = servers.All.Count(server => server.State == ServerState.Connected),
                ["tools"] = servers.Ready.Count,
            },
        });
    }

    private static string Line(ForeignServer server) => server.State switch
    {
        ServerState.Connected => $"{(server.Tools.Differs ? "🟠" : "🟢")} {server.Name}: {server.Tools.Offered?.Count ?? 0} tools{(server.Tools.Differs ? ", some not agreed to" : "")}",
        ServerState.Connecting => $"🟡 {server.Name}: being called",
        _ => $"🔴 {server.Name}: {PlainText.Cut(server.Trouble ?? "down", 160)}",
    };
}
