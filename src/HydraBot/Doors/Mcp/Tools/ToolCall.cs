using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Takes a tool's call down the road, for the key that makes it, and says in MCP's words what came of it.</summary>
internal sealed class ToolCall(ToolCatalog tools, GovernedExecutor road, PendingAnswers pending, ToolAnswers answers, TimeProvider time)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async ValueTask<CallToolResult> RunAsync(RequestContext<CallToolRequestParams> context, McpCaller caller, CancellationToken cancellationToken)
    {
        var name = context.Params?.Name ?? "";
        if (!tools.TryFind(caller.Toolset, name, out var tool))
            throw new McpProtocolException($"There is no tool '{name}' here; tools/list names those that are.", McpErrorCode.InvalidParams);
        if (context.Params?.RequestState is { Length: > 0 } state)
            return await FollowAsync(context, caller, tool, state, cancellationToken);

        var request = OperationRequest.Create(tool.Operation.Name, Arguments(context.Params?.Arguments), caller.Caller, Door.Mcp, time, caller.CorrelationId);
        var outcome = await RunAsync(context, request, cancellationToken);
        return outcome is OperationOutcome.Waiting waiting ? Wait(context, waiting.Approval) : answers.Of(tool, outcome, caller);
    }

    /// <summary>Progress is told while the call runs, and no longer.</summary>
    private async Task<OperationOutcome> RunAsync(RequestContext<CallToolRequestParams> context, OperationRequest request, CancellationToken cancellationToken)
    {
        if (context.Params?.ProgressToken is not { } token)
            return await road.ExecuteAsync(request, progress: null, cancellationToken);
        await using var notices = new ProgressNotices(context.Server, token, cancellationToken);
        return await road.ExecuteAsync(request, notices, cancellationToken);
    }

    /// <summary>A client that was told to wait comes back with what it was given: the approval's id, which is worth nothing to another key or tool.</summary>
    private async Task<CallToolResult> FollowAsync(
        RequestContext<CallToolRequestParams> context, McpCaller caller, OperationTool tool, string state, CancellationToken cancellationToken)
    {
        if (await pending.FindAsync(caller, state, cancellationToken) is not { } approval || approval.Request.Operation != tool.Operation.Name)
            return ToolAnswers.No("This requestState belongs to no approval of yours for this tool. Call the tool without it.");
        return await pending.ComingAsync(approval, tool, caller, cancellationToken) ?? Wait(context, approval);
    }

    /// <summary>Where the client can wait with us, it is asked to come back; elsewhere the answer says where the decision can be looked up.</summary>
    private CallToolResult Wait(RequestContext<CallToolRequestParams> context, Approval approval)
    {
        pending.Expect(approval);
        if (!context.Server.IsMrtrSupported || context.Server.ClientCapabilities?.Elicitation is null)
            return PendingAnswers.Of(approval);
        var question = new ElicitRequestParams
        {
            Message = $"{PendingAnswers.Words(approval)} Go on here once it is decided.",
            RequestedSchema = new ElicitRequestParams.RequestSchema(),
        };
        throw new InputRequiredException(new Dictionary<string, InputRequest> { ["decision"] = InputRequest.ForElicitation(question) }, approval.Id.ToString());
    }

    /// <summary>What is null is left out: clients write it for what they do not give.</summary>
    private static JsonElement Arguments(IDictionary<string, JsonElement>? given)
    {
        if (given is null || given.Count == 0)
            return Nothing;
        var arguments = new JsonObject();
        foreach (var (name, value) in given.Where(pair => pair.Value.ValueKind != JsonValueKind.Null))
            arguments[name] = JsonNode.Parse(value.GetRawText());
        return JsonElement.Parse(arguments.ToJsonString());
    }
}

/// <summary>Who calls, through which toolset's address.</summary>
/// <param name="Caller">The key.</param>
/// <param name="Toolset">The only toolset that is served there; null where all are.</param>
/// <param name="CorrelationId">From the HTTP request to the audit entries.</param>
/// <param name="Revision">Of the protocol, as the request's header says it; empty where it has none.</param>
internal sealed record McpCaller(Caller Caller, string? Toolset, string CorrelationId, string Revision)
{
    /// <summary>Whether it is the same key.</summary>
    public bool Is(Caller other) => Caller.Id == other.Id && Caller.Kind == other.Kind;
}
