using System.Globalization;
using System.Text.Json;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.N8n;

/// <summary>A workflow.</summary>
internal sealed record N8nWorkflow(string Id, string Name, bool Active, IReadOnlyList<N8nWebhook> Webhooks, IReadOnlyList<string> Tags)
{
    public static N8nWorkflow Of(JsonElement json) => new(
        json.Text("id") ?? "", Outside.Clean(json.Text("name") ?? ""), json.Flag("active") == true,
        [.. json.ItemsAt("nodes").Where(node => node.Text("type") == "n8n-nodes-base.webhook" && node.Flag("disabled") != true).Select(N8nWebhook.Of)],
        [.. json.ItemsAt("tags").Select(tag => tag.Text("name")).OfType<string>()]);
}

/// <summary>The webhook by which a workflow is run.</summary>
/// <param name="Path">Below <c>/webhook/</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Waits">True when it answers at the end of the run.</param>
internal sealed record N8nWebhook(string Path, string Method, bool Waits)
{
    public static N8nWebhook Of(JsonElement node)
    {
        var parameters = node.At("parameters") ?? default;
        return new N8nWebhook(
            parameters.Text("path") ?? node.Text("webhookId") ?? "", (parameters.Text("httpMethod") ?? "GET").ToUpperInvariant(), parameters.Text("responseMode") is "lastNode" or "responseNode");
    }
}

/// <summary>One run of a workflow.</summary>
internal sealed record N8nExecution(string Id, string WorkflowId, string Status, string? StartedAt, string? StoppedAt, string? FailedNode, string? Error)
{
    public bool HasEnded => Status is not ("running" or "new" or "waiting" or "unknown");

    public static N8nExecution Of(JsonElement json)
    {
        var result = json.At("data")?.At("resultData") ?? default;
        var error = result.At("error") ?? default;
        var status = json.Text("status") ?? (json.Flag("finished") == true ? "success" : json.At("stoppedAt") is null ? "running" : "error");
        var message = error.Text("message") is { } text ? $"{text}{(error.Text("description") is { } more ? $": {more}" : "")}" : null;
        return new N8nExecution(
            json.Text("id") ?? "", json.Text("workflowId") ?? "", status, json.Text("startedAt"), json.Text("stoppedAt"),
            error.At("node")?.Text("name") ?? (status == "error" ? result.Text("lastNodeExecuted") : null), message is null ? null : Outside.Clean(message));
    }

    /// <summary>Larger is newer; ids are numbers written as text.</summary>
    public long Number => long.TryParse(Id, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>The workflows of an n8n.</summary>
internal sealed record N8nWorkflows(IReadOnlyList<N8nWorkflow> Workflows);

/// <summary>What a run gave.</summary>
/// <param name="Workflow">Its name.</param>
/// <param name="Status">As n8n says; <c>started</c> when it was not waited for or n8n keeps no record of it.</param>
/// <param name="ExecutionId">Its id, where it is known.</param>
/// <param name="Error">What went wrong, and where.</param>
/// <param name="Answer">What its webhook answered.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record N8nRun(string Workflow, string Status, string? ExecutionId, string? Error, OutsideData Answer, double Seconds);

/// <summary>Runs, newest first.</summary>
internal sealed record N8nExecutions(IReadOnlyList<N8nExecution> Executions);

/// <summary>A workflow that was switched.</summary>
internal sealed record N8nSwitched(string Id, string Name, bool Active);

/// <summary>A run that was begun again.</summary>
internal sealed record N8nRetried(string Id, string NewId, string Status);
