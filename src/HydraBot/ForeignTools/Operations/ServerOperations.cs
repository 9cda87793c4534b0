using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.ForeignTools.Connections;
using HydraBot.ForeignTools.Definitions;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ForeignTools.Operations;

/// <summary>Looking at the MCP servers outside, and agreeing to what they offer.</summary>
internal sealed class ServerOperations(ForeignServers servers, SecretMask mask)
{
    private const int LongestDefinition = 4_000, MostShown = 20;

    [Operation("mcp.servers")]
    [Description("Shows the outside MCP servers, how they are, and which of their tools can be used")]
    public Task<OperationResult<ForeignServersView>> ShowAsync([Description("One server, to see its tools closely"), Suggest<ServerNames>] string? server = null)
    {
        var shown = string.IsNullOrWhiteSpace(server) ? servers.All : [servers.Named(server)];
        var view = new ForeignServersView(ForeignAnswer.Outside, [.. shown.Select(one => View(one, closely: !string.IsNullOrWhiteSpace(server)))]);
        return Task.FromResult(OperationResult.Of(view, Draw(view)));
    }

    [Operation("mcp.trust", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Agrees to the tools of an outside MCP server as it offers them now")]
    public async Task<OperationResult<ForeignTrust>> TrustAsync(
        Clearance clearance,
        [Description("Whose tools"), Suggest<ServerNames>] string server,
        [Description("What you looked at: the definitions that mcp.servers shows"), MinLength(1), MaxLength(64)] string definitions,
        CancellationToken cancellationToken)
    {
        var known = servers.Named(server);
        await known.AgreeAsync(clearance, definitions.Trim(), cancellationToken);
        var trust = new ForeignTrust(known.Name, definitions.Trim(), known.Tools.Agreed.Count);
        return OperationResult.Of(trust, new Card
        {
            Title = $"The tools of {trust.Server} are agreed to as they are",
            Severity = CardSeverity.Good,
            Text = $"{trust.Tools} tools; definitions `{trust.Definitions}`.",
        });
    }

    private ForeignServerView View(ForeignServer server, bool closely)
    {
        var tools = server.Tools;
        return new ForeignServerView(
            server.Name, server.Options.Command is { Length: > 0 } ? "stdio" : "http", server.State, server.Trouble, tools.Definitions, !tools.Differs, tools.Refused,
            [
                .. tools.Names.Select(name => new ForeignToolView(
                    $"{ForeignServers.Prefix}{server.Name}.{name}", ForeignServers.StateOf(server, name), ForeignServers.EffectOf(server, name),
                    mask.Apply((tools.OfferedAs(name) ?? tools.AgreedTo(name))!.Description),
                    closely ? Whole(tools.AgreedTo(name)) : null, closely ? Whole(tools.OfferedAs(name)) : null)),
            ]);
    }

    private string? Whole(OfferedTool? tool) => tool is null ? null : PlainText.Cut(mask.Apply(PlainText.Clean(tool.Definition)), LongestDefinition);

    private static Card Draw(ForeignServersView view) => new()
    {
        Title = view.Servers.Count == 0 ? "No MCP server is set up" : "MCP servers",
        Severity = view.Servers.Any(server => server.State != ServerState.Connected || !server.Agreed) ? CardSeverity.Warning : CardSeverity.Neutral,
        Text = view.Servers.Count == 0 ? "`Mcp:Servers` in the settings names them." : null,
        Fields = [.. view.Servers.Select(server => new CardField($"{Light(server)} {server.Name} ({server.Transport})", PlainText.Cut(Lines(server), 1024)))],
        Footer = view.Servers.Count == 0 ? null : view.Notice,
    };

    private static string Light(ForeignServerView server) => (server.State, server.Agreed) switch
    {
        (ServerState.Connected, true) => "🟢",
        (ServerState.Connected, false) => "🟠",
        (ServerState.Connecting, _) => "🟡",
        _ => "🔴",
    };

    private static string Lines(ForeignServerView server) => string.Join('\n',
    [
        .. server.Trouble is { } trouble ? [trouble] : Array.Empty<string>(),
        .. server.Agreed ? Array.Empty<string>() : [$"Not agreed to: `/mcp trust server:{server.Name} definitions:{server.Definitions}`"],
        .. server.Tools.OrderBy(tool => tool.State is ToolState.Changed or ToolState.New ? 0 : 1).Take(MostShown)
            .Select(tool => $"`{tool.Operation}` {Word(tool)}: {PlainText.Cut(tool.Description.Replace('`', 'ʼ'), 80)}"),
        .. server.Tools.Count > MostShown ? [$"… and {server.Tools.Count - MostShown} more"] : Array.Empty<string>(),
        .. server.Tools.Count == 0 ? ["No tools are known."] : Array.Empty<string>(),
    ]);

    private static string Word(ForeignToolView tool) => tool.State switch
    {
        ToolState.Ready => tool.Effect.ToString().ToLowerInvariant(),
        ToolState.LeftOut => "left out",
        var state => state.ToString().ToLowerInvariant(),
    };
}
