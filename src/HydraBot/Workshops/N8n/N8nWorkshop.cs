using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.N8n;

/// <summary>n8n's public API and its webhooks.</summary>
/// <remarks>https://docs.n8n.io/api/api-reference/; it has no way to run a workflow but the workflow's own webhook.</remarks>
internal sealed class N8nWorkshop(IOptions<WorkshopsOptions> options, TimeProvider time) : IWorkshop, IDisposable
{
    private const int MostPages = 20;

    public WorkshopLine Line { get; } = new("n8n", "Workshops:N8n", options.Value.N8n, "X-N8N-API-KEY");

    public IReadOnlyList<WorkshopLine> Lines => [Line];

    public void Dispose() => Line.Dispose();

    public async Task<string> LookAsync(WorkshopLine line, CancellationToken cancellationToken)
    {
        var page = await line.GetAsync("/api/v1/workflows?limit=100", cancellationToken);
        var all = page.ItemsAt("data").ToArray();
        return $"{all.Length}{(page.At("nextCursor") is null ? "" : " and more")} workflows, {all.Count(one => one.Flag("active") == true)} active";
    }

    public async Task<IReadOnlyList<N8nWorkflow>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<N8nWorkflow>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await Line.GetAsync($"/api/v1/workflows?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            found.AddRange(answer.ItemsAt("data").Where(one => one.Flag("isArchived") != true).Select(N8nWorkflow.Of));
            if ((cursor = answer.Text("nextCursor")) is null)
                break;
        }

        return found;
    }

    /// <exception cref="OperationException">None or several are called so.</exception>
    public async Task<N8nWorkflow> FindAsync(string wanted, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        if (all.FirstOrDefault(one => one.Id == wanted) is { } known)
            return known;
        var named = all.Where(one => string.Equals(one.Name, wanted.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        return named switch
        {
            [var only] => only,
            [] => throw new OperationException($"n8n has no workflow '{wanted}'. It has {(all.Count == 0 ? "none" : string.Join(", ", all.Take(10).Select(one => $"'{one.Name}' ({one.Id})")))}{(all.Count > 10 ? $" and {all.Count - 10} more" : "")}."),
            _ => throw OperationException.WrongArgument($"'{wanted}' are {named.Length} workflows: {string.Join(", ", named.Select(one => one.Id))}. Name one by its id."),
        };
    }

    public Task<JsonElement> ActivateAsync(Clearance clearance, string id, bool active, CancellationToken cancellationToken) =>
        Line.SendAsync(clearance, HttpMethod.Post, WorkshopLine.Path("api", "v1", "workflows", id, active ? "activate" : "deactivate"), new JsonObject(), cancellationToken);

    public async Task<IReadOnlyList<N8nExecution>> ExecutionsAsync(string? workflow, string? status, int limit, CancellationToken cancellationToken)
    {
        var answer = await Line.GetAsync(
            $"/api/v1/executions?limit={limit}{(workflow is null ? "" : $"&workflowId={Uri.EscapeDataString(workflow)}")}{(status is null ? "" : $"&status={Uri.EscapeDataString(status)}")}", cancellationToken);
        return [.. answer.ItemsAt("data").Select(N8nExecution.Of)];
    }

    /// <summary>An execution with what its nodes did.</summary>
    public async Task<N8nExecution> ExecutionAsync(string id, CancellationToken cancellationToken) =>
        N8nExecution.Of(await Line.GetAsync($"{WorkshopLine.Path("api", "v1", "executions", id)}?includeData=true", cancellationToken));

    public Task<JsonElement> RetryAsync(Clearance clearance, string id, CancellationToken cancellationToken) =>
        Line.SendAsync(clearance, HttpMethod.Post, WorkshopLine.Path("api", "v1", "executions", id, "retry"), new JsonObject { ["loadWorkflow"] = true }, cancellationToken);

    /// <summary>Calls a webhook. One that was activated just now is not there yet for some seconds.</summary>
    public async Task<WorkshopAnswer> CallAsync(Clearance clearance, N8nWebhook hook, JsonElement body, CancellationToken cancellationToken)
    {
        var path = "/webhook" + string.Concat(hook.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => WorkshopLine.Path(part)));
        var reads = hook.Method is "GET" or "HEAD";
        if (reads && body.Members.Any())
            path += "?" + string.Join('&', body.Members.Select(member => $"{Uri.EscapeDataString(member.Name)}={Uri.EscapeDataString(member.Value.ToString())}"));
        var limit = options.Value.N8n.TimeLimit;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Line.TrySendAsync(
                clearance, new HttpMethod(hook.Method), path, reads ? null : JsonNode.Parse(body.GetRawText()), limit, options.Value.N8n.WebhookAuthorization, cancellationToken);
            if (answer.Status != 404 || attempt == 5 || !answer.Words("").Contains("not registered", StringComparison.OrdinalIgnoreCase))
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(250 * (1 << attempt)), time, cancellationToken);
        }
    }
}
