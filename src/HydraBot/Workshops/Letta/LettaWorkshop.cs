using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.Letta;

/// <summary>A Letta server: the older REST one with agents, blocks and archives, or today's OpenAI-compatible one.</summary>
/// <remarks>https://docs.letta.com/api-reference</remarks>
internal sealed class LettaWorkshop(IOptions<WorkshopsOptions> options) : IWorkshop, IDisposable
{
    private LettaApi _api = options.Value.Letta.Api;

    public WorkshopLine Line { get; } = new("Letta", "Workshops:Letta", options.Value.Letta);

    public IReadOnlyList<WorkshopLine> Lines => [Line];

    public void Dispose() => Line.Dispose();

    public async Task<string> LookAsync(WorkshopLine line, CancellationToken cancellationToken) => await ApiAsync(cancellationToken) == LettaApi.Rest
        ? $"{(await AgentsAsync(cancellationToken)).Count} agents"
        : $"{(await AgentsAsync(cancellationToken)).Count} models, OpenAI-compatible";

    /// <summary>Which of the two it is: asked once, unless it was set.</summary>
    public async Task<LettaApi> ApiAsync(CancellationToken cancellationToken)
    {
        if (_api != LettaApi.Auto)
            return _api;
        var answer = await Line.TryGetAsync("/v1/agents?limit=1", cancellationToken);
        if (answer.Status is not (404 or 405 or 426))
            answer.Good(Line);
        return _api = answer.IsGood ? LettaApi.Rest : LettaApi.OpenAI;
    }

    public async Task<IReadOnlyList<LettaAgent>> AgentsAsync(CancellationToken cancellationToken) => await ApiAsync(cancellationToken) == LettaApi.Rest
        ? [.. (await Line.GetAsync("/v1/agents?limit=100", cancellationToken)).Items.Select(agent => new LettaAgent(agent.Text("id") ?? "", Outside.Clean(agent.Text("name") ?? "")))]
        : [.. (await Line.GetAsync("/v1/models", cancellationToken)).ItemsAt("data").Select(model => new LettaAgent(model.Text("id") ?? "", model.Text("id") ?? ""))];

    /// <exception cref="OperationException">None is called so, or it must be said which.</exception>
    public async Task<LettaAgent> AgentAsync(string? wanted, CancellationToken cancellationToken)
    {
        var all = await AgentsAsync(cancellationToken);
        if (wanted is null)
            return all is [var only] ? only : throw new OperationException($"Letta has {all.Count} agents; say which: {Names(all)}.");
        return all.FirstOrDefault(agent => agent.Id == wanted) ?? all.FirstOrDefault(agent => string.Equals(agent.Name, wanted.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new OperationException($"Letta has no agent '{wanted}'; it has {Names(all)}.");
    }

    public async Task<IReadOnlyList<LettaBlock>> BlocksAsync(LettaAgent agent, CancellationToken cancellationToken)
    {
        await NeedMemoryAsync(cancellationToken);
        return [.. (await Line.GetAsync(WorkshopLine.Path("v1", "agents", agent.Id, "core-memory", "blocks"), cancellationToken)).Items.Select(LettaBlock.Of)];
    }

    public async Task<LettaBlock> WriteAsync(Clearance clearance, LettaAgent agent, string label, string value, CancellationToken cancellationToken)
    {
        await NeedMemoryAsync(cancellationToken);
        return LettaBlock.Of(await Line.SendAsync(
            clearance, HttpMethod.Patch, WorkshopLine.Path("v1", "agents", agent.Id, "core-memory", "blocks", label), new JsonObject { ["value"] = value }, cancellationToken));
    }

    public async Task<IReadOnlyList<LettaPassage>> SearchAsync(LettaAgent agent, string? query, int limit, CancellationToken cancellationToken)
    {
        await NeedMemoryAsync(cancellationToken);
        var path = $"{WorkshopLine.Path("v1", "agents", agent.Id, "archival-memory")}?limit={limit}{(string.IsNullOrWhiteSpace(query) ? "" : $"&search={Uri.EscapeDataString(query)}")}";
        return [.. (await Line.GetAsync(path, cancellationToken)).Items.Select(LettaPassage.Of)];
    }

    public async Task<LettaPassage> ArchiveAsync(Clearance clearance, LettaAgent agent, string text, CancellationToken cancellationToken)
    {
        await NeedMemoryAsync(cancellationToken);
        var made = await Line.SendAsync(clearance, HttpMethod.Post, WorkshopLine.Path("v1", "agents", agent.Id, "archival-memory"), new JsonObject { ["text"] = text }, cancellationToken);
        return LettaPassage.Of(made.ValueKind == JsonValueKind.Array ? made.Items.FirstOrDefault() : made);
    }

    /// <summary>Says something to an agent, and what it answers.</summary>
    public async Task<string> AskAsync(Clearance clearance, LettaAgent agent, string message, CancellationToken cancellationToken)
    {
        var said = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = message });
        var rest = await ApiAsync(cancellationToken) == LettaApi.Rest;
        var answer = (await Line.TrySendAsync(
            clearance, HttpMethod.Post, rest ? WorkshopLine.Path("v1", "agents", agent.Id, "messages") : "/v1/chat/completions",
            rest ? new JsonObject { ["messages"] = said } : new JsonObject { ["model"] = agent.Id, ["messages"] = said, ["stream"] = false },
            options.Value.Letta.TimeLimit, null, cancellationToken)).Good(Line).Json(Line);
        var texts = rest
            ? answer.ItemsAt("messages").Where(part => part.Text("message_type") == "assistant_message").Select(part => Content(part))
            : answer.ItemsAt("choices").Take(1).Select(choice => choice.At("message") is { } inner ? Content(inner) : "");
        return string.Join("\n\n", texts.Where(text => text.Length > 0));
    }

    private static string Content(JsonElement message) => message.At("content") switch
    {
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.Items.Select(part => part.Text("text"))),
        { } content => content.ToString(),
        _ => "",
    };

    private async Task NeedMemoryAsync(CancellationToken cancellationToken)
    {
        if (await ApiAsync(cancellationToken) == LettaApi.OpenAI)
            throw new OperationException($"This Letta at {Line.Url} speaks OpenAI's API alone, in which memory cannot be seen; blocks and archive need the REST server (Workshops:Letta:Api).");
    }

    private static string Names(IReadOnlyList<LettaAgent> agents) => agents.Count == 0 ? "none" : string.Join(", ", agents.Take(15).Select(agent => $"'{agent.Name}'"));
}
