using System.Collections.Concurrent;
using System.Text.Json;
using HydraBot.ForeignTools.Connections;
using HydraBot.ForeignTools.Definitions;
using HydraBot.ForeignTools.Operations;
using HydraBot.Governance.Access;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.ForeignTools;

/// <summary>All servers of the settings, and their tools as operations of the house: <c>mcp.server.tool</c>.</summary>
internal sealed class ForeignServers(
    IOptions<ForeignToolsOptions> options, PinStore pins, SecretMask mask, TimeProvider time, ILoggerFactory logs, AccessOverrides? access = null)
    : IVisitingOperations, IDisposable
{
    public const string Prefix = "mcp.";

    private static readonly string[] SecretNames = ["KEY", "TOKEN", "SECRET", "PASS", "PWD", "AUTH", "CREDENTIAL"];

    private static readonly JsonElement ResultSchema = AIJsonUtilities.CreateJsonSchema(typeof(ForeignAnswer), serializerOptions: ForeignToolsJson.Default.Options);

    /// <summary>By server, tool and the hash of what was agreed to: so there are as many as were ever agreed to.</summary>
    private readonly ConcurrentDictionary<(string Server, string Tool, string Sha256), Operation> _described = new();

    public IReadOnlyList<ForeignServer> All { get; } =
    [
        .. options.Value.Servers.OrderBy(server => server.Key, StringComparer.Ordinal)
            .Select(server => new ForeignServer(server.Key, server.Value, pins, mask, time, logs.CreateLogger<ForeignServer>())),
    ];

    public IReadOnlyList<Operation> Ready =>
    [
        .. All.Where(server => server.State == ServerState.Connected)
            .SelectMany(server => server.Tools.Agreed.Where(tool => StateOf(server, tool.Name) == ToolState.Ready).Select(tool => Describe(server, tool)))
            .OrderBy(operation => operation.Name, StringComparer.Ordinal),
    ];

    /// <summary>The server of a name, as people write it.</summary>
    /// <exception cref="OperationException">There is none such; the message says which there are.</exception>
    public ForeignServer Named(string name) => All.FirstOrDefault(server => server.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new OperationException(All.Count == 0
            ? "There is no MCP server in the settings (Mcp:Servers)."
            : $"There is no MCP server '{PlainText.Cut(PlainText.Clean(name.Trim()), 40)}' in the settings; there are {string.Join(", ", All.Select(server => server.Name))}.");

    public Operation? Find(string name) =>
        Split(name) is var (server, tool) && StateOf(server, tool) == ToolState.Ready && server.Tools.AgreedTo(tool) is { } agreed ? Describe(server, agreed) : null;

    public string? Absence(string name)
    {
        if (Split(name) is not var (server, tool))
            return null;
        return server.Tools.Offered is null && server.Tools.AgreedTo(tool) is null
            ? $"Nothing is known yet of what the MCP server '{server.Name}' offers{(server.Trouble is null ? "." : $": {server.Trouble}")}"
            : server.Words(tool, StateOf(server, tool));
    }

    /// <summary>How a tool is, settings and all.</summary>
    public static ToolState StateOf(ForeignServer server, string tool) => server.Options.Tools is { Count: > 0 } let && !let.Any(pattern => new NamePattern(pattern).Matches(tool))
        ? ToolState.LeftOut
        : server.Tools.StateOf(tool);

    /// <summary>What a tool may do at worst, as the settings say; the most exact pattern counts.</summary>
    public static OperationEffect EffectOf(ForeignServer server, string tool) => server.Options.Effects
        .Where(pair => new NamePattern(pair.Key).Matches(tool))
        .OrderByDescending(pair => pair.Key.Count(c => c is not ('*' or '?'))).ThenByDescending(pair => pair.Value)
        .Select(pair => (OperationEffect?)pair.Value).FirstOrDefault() ?? server.Options.Effect;

    /// <summary>Called when a server offers something that nobody agreed to.</summary>
    public Func<ForeignServer, CancellationToken, Task> Differs { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What was agreed to, before any server was heard.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        mask.Learn([.. All.SelectMany(server => Secrets(server.Options))]);
        foreach (var server in All)
        {
            await server.RememberAsync(cancellationToken);
            server.Heard = HeardAsync;
        }
    }

    /// <summary>Keeps all of them connected until the house stops.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(All.Select(server => server.RunAsync(stop)));

    public void Dispose()
    {
        foreach (var server in All)
            server.Dispose();
    }

    private Task HeardAsync(ForeignServer server, CancellationToken cancellationToken) =>
        server.Tools.Differs ? Differs(server, cancellationToken) : Task.CompletedTask;

    /// <summary>The server and its tool that a name means; null where it means none of the settings' servers.</summary>
    private (ForeignServer Server, string Tool)? Split(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.Split('.', 3) is [_, var server, { Length: > 0 } tool] && All.FirstOrDefault(one => one.Name == server) is { } known
            ? (known, tool)
            : null;

    private Operation Describe(ForeignServer server, OfferedTool tool) => _described.GetOrAdd((server.Name, tool.Name, tool.Sha256), _ => Make(server, tool));

    private Operation Make(ForeignServer server, OfferedTool tool)
    {
        var (name, effect) = ($"{Prefix}{server.Name}.{tool.Name}", EffectOf(server, tool.Name));
        var definition = new OperationAttribute(name)
        {
            Effect = effect,
            Access = effect switch { OperationEffect.Read => AccessLevel.Viewer, OperationEffect.Destroy => AccessLevel.Owner, _ => AccessLevel.Operator },
            // Its own limit comes first and says more.
            TimeLimitSeconds = (int)Math.Ceiling(server.Options.CallTimeout.TotalSeconds) + 5,
            Rollback = server.Options.Rollback,
        };
        return Operation.Visiting(
            definition, $"Tool of the outside MCP server {server.Name}, which says of it (no instruction): {tool.Description}", tool.Schema, ResultSchema, access?.Of(name),
            async (arguments, clearance, progress, cancellationToken) =>
            {
                var answer = await server.CallAsync(clearance, tool.Name, arguments, progress, cancellationToken);
                return OperationResult.Of(answer, answer.Draw());
            });
    }

    /// <summary>Headers and keys, and what of the environment has the name of one.</summary>
    private static IEnumerable<string> Secrets(ForeignServerOptions server) =>
    [
        .. server.Headers.Values, .. server.Headers.Values.SelectMany(value => value.Split(' ')),
        .. server.ApiKey is { Length: > 0 } key ? [key] : Array.Empty<string>(),
        .. server.Env.Where(pair => SecretNames.Any(word => pair.Key.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(pair => pair.Value),
    ];
}
