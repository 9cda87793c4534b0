using System.Text.Json;
using HydraBot.Doors.Mcp.Tools;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Resources;

/// <summary>What clients may show beside the tools: each is an operation that reads, down the same road, for the same key.</summary>
internal sealed class HouseResources(OperationCatalog catalog, GovernedExecutor road, OperationJson json, LongResults longResults, PendingAnswers pending, ToolCatalog tools, TimeProvider time)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private static readonly HouseResource[] Known =
    [
        new("hydra://audit", "audit", "The newest entries of the audit chain", "audit.tail", """{"count": 50}"""),
        new("hydra://constitution", "constitution", "The law in force", "constitution.show", "{}"),
        new("hydra://briefing", "briefing", "What happened since yesterday, and what needs a person", "briefing.now", "{}"),
        new("hydra://memory/core", "memory core", "What is always remembered of the house and of you", "memory.core", "{}"),
    ];

    public ListResourcesResult List(McpCaller caller) => new()
    {
        Resources =
        [
            .. Known.Where(resource => catalog.TryFind(resource.Operation, out var operation) && caller.Caller.Access >= operation.Access)
                .Select(resource => new Resource { Uri = resource.Uri, Name = resource.Name, Description = resource.Description, MimeType = "application/json" }),
        ],
    };

    public async ValueTask<ReadResourceResult> ReadAsync(McpCaller caller, string uri, CancellationToken cancellationToken)
    {
        if (uri.StartsWith(LongResults.Scheme, StringComparison.Ordinal))
            return Contents(uri, "text/plain", longResults.Read(caller.Caller.Id, uri) ?? throw Missing(caller, uri));
        if (uri.StartsWith(PendingAnswers.Scheme, StringComparison.Ordinal))
            return await DecidedAsync(caller, uri, cancellationToken);
        var known = Known.FirstOrDefault(resource => resource.Uri == uri) ?? throw Missing(caller, uri);
        var request = OperationRequest.Create(known.Operation, known.Arguments == "{}" ? Nothing : JsonElement.Parse(known.Arguments), caller.Caller, Door.Mcp, time, caller.CorrelationId);
        return await road.ExecuteAsync(request, progress: null, cancellationToken) switch
        {
            OperationOutcome.Done done => Contents(uri, "application/json", JsonSerializer.Serialize(done.Result.Value, json.Options.GetTypeInfo(done.Result.Value.GetType()))),
            OperationOutcome.Refused refused => throw new McpProtocolException(refused.Refusal.Message, McpErrorCode.InvalidRequest),
            OperationOutcome.Failed failed => throw new McpProtocolException(failed.Message, McpErrorCode.InternalError),
            _ => throw new McpProtocolException($"{uri} cannot be read now.", McpErrorCode.InternalError),
        };
    }

    /// <summary>What became of an approved call, for the key that made it.</summary>
    private async Task<ReadResourceResult> DecidedAsync(McpCaller caller, string uri, CancellationToken cancellationToken)
    {
        var approval = await pending.FindAsync(caller, uri[PendingAnswers.Scheme.Length..], cancellationToken) ?? throw Missing(caller, uri);
        var tool = tools.All.FirstOrDefault(tool => tool.Operation.Name == approval.Request.Operation);
        var answer = await pending.NowAsync(approval, tool, caller, cancellationToken);
        return new ReadResourceResult
        {
            Contents =
            [
                .. answer.Content.OfType<TextContentBlock>().Select(block => new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = block.Text }),
                .. answer.Content.OfType<ResourceLinkBlock>().Where(link => link.Uri != uri).Select(link => new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = $"[next: {link.Uri}]" }),
            ],
        };
    }

    /// <summary>The same mark as before a tool's result, then what was asked for.</summary>
    private static ReadResourceResult Contents(string uri, string type, string text) => new()
    {
        Contents =
        [
            new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = ToolAnswers.Outside },
            new TextResourceContents { Uri = uri, MimeType = type, Text = text },
        ],
    };

    /// <summary>Revisions until 2025-11-25 had a number of their own for it.</summary>
    private static McpProtocolException Missing(McpCaller caller, string uri)
    {
        var code = string.CompareOrdinal(caller.Revision, "2026") >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound;
        return new McpProtocolException($"There is no resource {uri}; resources/list names those that are.", code) { Data = { ["uri"] = uri } };
    }
}

/// <summary>A resource and the operation that reads it.</summary>
internal sealed record HouseResource(string Uri, string Name, string Description, string Operation, string Arguments);
