using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Takes a tool's call down the road, for the key that makes it, and says in MCP's words what came of it.</summary>
internal sealed class ToolCall(ToolCatalog tools, GovernedExecutor road, IApprovalStore approvals, PendingAnswers pending, ToolAnswers answers, TimeProvider time)
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
        var outcome = await road.ExecuteAsync(request, Progress(context), cancellationToken);
        return outcome switch
        {
            OperationOutcome.Done done => answers.Done(tool, done.Result, caller),
            OperationOutcome.Waiting waiting => Wait(context, waiting.Approval),
            OperationOutcome.Refused refused => ToolAnswers.No(refused.Refusal.Message),
            OperationOutcome.Failed failed => ToolAnswers.No(failed.Message),
            OperationOutcome.Cancelled cancelled => ToolAnswers.No(cancelled.Message),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no answer in MCP."),
        };
    }

    /// <summary>A client that was told to wait comes back with what it was given: the approval's id, which is worth nothing to another key or tool.</summary>
    private async Task<CallToolResult> FollowAsync(
        RequestContext<CallToolRequestParams> context, McpCaller caller, OperationTool tool, string state, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(state, out var id) || await approvals.FindAsync(id, cancellationToken) is not { } approval
            || approval.Request.Caller.Id != caller.Caller.Id || approval.Request.Caller.Kind != caller.Caller.Kind || approval.Request.Operation != tool.Operation.Name)
            return ToolAnswers.No("This requestState belongs to no approval of yours for this tool. Call the tool without it.");
        return approval.State == ApprovalState.Pending ? Wait(context, approval) : await pending.EndedAsync(approval, cancellationToken);
    }

    /// <summary>Where the client can wait with us, it is asked to come back; elsewhere the answer says where the decision can be looked up.</summary>
    private static CallToolResult Wait(RequestContext<CallToolRequestParams> context, Approval approval)
    {
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

    private static ProgressNotices? Progress(RequestContext<CallToolRequestParams> context) =>
        context.Params?.ProgressToken is { } token ? new ProgressNotices(context.Server, token) : null;
}

/// <summary>Who calls, through which toolset's address.</summary>
/// <param name="Caller">The key.</param>
/// <param name="Toolset">The only toolset that is served there; null where all are.</param>
/// <param name="CorrelationId">From the HTTP request to the audit entries.</param>
internal sealed record McpCaller(Caller Caller, string? Toolset, string CorrelationId);
