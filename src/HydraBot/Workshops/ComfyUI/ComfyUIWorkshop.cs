using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>ComfyUI's own API, as its server has it.</summary>
/// <remarks>https://docs.comfy.org/development/comfyui-server/comms_routes</remarks>
internal sealed class ComfyUIWorkshop(IOptions<WorkshopsOptions> options) : IWorkshop, IDisposable
{
    public WorkshopLine Line { get; } = new("ComfyUI", "Workshops:ComfyUI", options.Value.ComfyUI);

    public IReadOnlyList<WorkshopLine> Lines => [Line];

    public void Dispose() => Line.Dispose();

    public async Task<string> LookAsync(WorkshopLine line, CancellationToken cancellationToken)
    {
        var stats = await line.GetAsync("/system_stats", cancellationToken);
        return $"{stats.At("system")?.Text("comfyui_version") ?? "up"}{string.Concat(stats.ItemsAt("devices").Select(device => $", {Device(device)}"))}";
    }

    public Task<ComfyUIEvents> ListenAsync(string clientId, CancellationToken cancellationToken) =>
        ComfyUIEvents.OpenAsync(Line, clientId, options.Value.ComfyUI.ApiKey, cancellationToken);

    /// <summary>Puts a graph into the queue; its id and place.</summary>
    /// <exception cref="OperationException">It is not a graph that ComfyUI can run; the message says which node and why.</exception>
    public async Task<(string Id, long Number)> QueueAsync(Clearance clearance, JsonObject graph, string clientId, CancellationToken cancellationToken)
    {
        var answer = await Line.TrySendAsync(
            clearance, HttpMethod.Post, "/prompt", new JsonObject { ["prompt"] = graph, ["client_id"] = clientId }, TimeSpan.FromSeconds(30), null, cancellationToken);
        if (answer.Status == 400)
            throw new OperationException($"ComfyUI does not take this workflow: {Refusal(answer)}.");
        var queued = answer.Good(Line).Json(Line);
        return (queued.Text("prompt_id") ?? throw new OperationException("ComfyUI took the workflow without giving it an id."), queued.Number("number") ?? 0);
    }

    /// <summary>What became of a prompt; null while it waits or runs.</summary>
    public async Task<JsonElement?> HistoryAsync(string id, CancellationToken cancellationToken) =>
        (await Line.GetAsync(WorkshopLine.Path("history", id), cancellationToken)).At(id);

    public async Task<ComfyUIQueue> QueueAsync(CancellationToken cancellationToken)
    {
        var queue = await Line.GetAsync("/queue", cancellationToken);
        static IReadOnlyList<string> Ids(IEnumerable<JsonElement> entries) => [.. entries.Select(entry => entry.Items.ElementAtOrDefault(1)).Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!)];
        return new ComfyUIQueue(Ids(queue.ItemsAt("queue_running")), Ids(queue.ItemsAt("queue_pending")));
    }

    /// <summary>Takes a prompt out of the queue, or ends it where it runs.</summary>
    /// <returns>What was done; null when it was neither waiting nor running.</returns>
    public async Task<string?> CancelAsync(Clearance clearance, string id, CancellationToken cancellationToken)
    {
        var queue = await QueueAsync(cancellationToken);
        if (queue.Pending.Contains(id))
        {
            await Line.SendAsync(clearance, HttpMethod.Post, "/queue", new JsonObject { ["delete"] = new JsonArray(id) }, cancellationToken);
            return "taken out of the queue";
        }

        if (!queue.Running.Contains(id))
            return null;
        await Line.SendAsync(clearance, HttpMethod.Post, "/interrupt", new JsonObject { ["prompt_id"] = id }, cancellationToken);
        return "interrupted";
    }

    public Task FreeAsync(Clearance clearance, CancellationToken cancellationToken) =>
        Line.SendAsync(clearance, HttpMethod.Post, "/free", new JsonObject { ["unload_models"] = true, ["free_memory"] = true }, cancellationToken);

    public async Task<IReadOnlyList<string>> ModelsAsync(string folder, CancellationToken cancellationToken) =>
        [.. (await Line.GetAsync(WorkshopLine.Path("models", folder), cancellationToken)).Items.Where(item => item.ValueKind == JsonValueKind.String).Select(item => Outside.Clean(item.GetString()!))];

    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellationToken) =>
        [.. (await Line.GetAsync("/models", cancellationToken)).Items.Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    public Task<JsonElement> StatsAsync(CancellationToken cancellationToken) => Line.GetAsync("/system_stats", cancellationToken);

    public Task<WorkshopAnswer> ViewAsync(ComfyUIFile file, int mostBytes, CancellationToken cancellationToken) => Line.DownloadAsync(
        $"/view?filename={Uri.EscapeDataString(file.Name)}&subfolder={Uri.EscapeDataString(file.Folder)}&type={Uri.EscapeDataString(file.Kind)}", mostBytes, cancellationToken);

    public static string Device(JsonElement device)
    {
        const double Gigabyte = 1024 * 1024 * 1024;
        var (total, free) = (device.Number("vram_total") ?? 0, device.Number("vram_free") ?? 0);
        return string.Create(CultureInfo.InvariantCulture, $"{device.Text("name") ?? device.Text("type") ?? "device"} {free / Gigabyte:0.0} of {total / Gigabyte:0.0} GB free");
    }

    private static string Refusal(WorkshopAnswer answer)
    {
        try
        {
            var nodes = JsonElement.Parse(answer.Body).MembersAt("node_errors").SelectMany(node => node.Value.ItemsAt("errors")
                .Select(error => $"{node.Value.Text("class_type")} ({node.Name}): {error.Text("message")} {error.Text("details")}".Trim())).ToArray();
            return Outside.Clean(nodes.Length > 0 ? string.Join("; ", nodes.Take(5)) : answer.Words("it gives no reason"));
        }
        catch (JsonException)
        {
            return answer.Words("it gives no reason");
        }
    }
}

/// <summary>What runs and what waits, by id.</summary>
internal sealed record ComfyUIQueue(IReadOnlyList<string> Running, IReadOnlyList<string> Pending);

/// <summary>A file that ComfyUI wrote.</summary>
internal sealed record ComfyUIFile(string Name, string Folder, string Kind);
