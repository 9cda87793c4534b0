using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>One workflow from the queue to its files. Whoever stops waiting takes it out of the queue again.</summary>
internal sealed class ComfyUIRun(ComfyUIWorkshop comfy, JsonObject graph, IProgress<OperationProgress> progress, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _done = [];
    private readonly string _client = Guid.CreateVersion7().ToString("N");

    public async Task<(string Id, IReadOnlyList<ComfyUIFile> Files)> RunAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        // First the ear, then the word: no event is missed.
        await using var events = await comfy.ListenAsync(_client, cancellationToken);
        // Asked to the end: whoever stops waiting just now must still learn the id, else the workflow stays in the queue for nobody.
        var (id, number) = await comfy.QueueAsync(clearance, graph, _client, CancellationToken.None);
        try
        {
            progress.Report(new OperationProgress($"Queued as number {number}…", 0));
            await FollowAsync(events, id, cancellationToken);
            return (id, Files(await EndAsync(id, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await comfy.CancelAsync(clearance, id, last.Token);
            throw;
        }
    }

    private async Task FollowAsync(ComfyUIEvents events, string id, CancellationToken cancellationToken)
    {
        await foreach (var (type, data) in events.ReadAsync(cancellationToken))
        {
            if (data.Text("prompt_id") is { } about && about != id)
                continue;
            switch (type)
            {
                case "execution_success":
                case "executing" when data.Text("prompt_id") is not null && data.At("node") is null:
                    return;
                case "execution_error":
                    throw Broken(data);
                case "execution_interrupted":
                    throw new OperationException("Somebody interrupted this in ComfyUI.");
                default:
                    Tell(type, data);
                    break;
            }
        }
    }

    private void Tell(string type, JsonElement data)
    {
        if (type == "status" && data.At("status")?.At("exec_info")?.Number("queue_remaining") is > 1 and var waiting && _done.Count == 0)
            progress.Report(new OperationProgress($"{waiting - 1} before this one…", 0));
        else if (type == "execution_cached")
            _done.UnionWith(data.ItemsAt("nodes").Select(node => node.ToString()));
        else if (type == "executing" && data.Text("node") is { } node)
            Step(node, Title(node), 0);
        else if (type == "executed" && data.Text("node") is { } ended)
            _done.Add(ended);
        else if (type == "progress" && data.Number("max") is > 0 and var max)
            Step(data.Text("node") ?? "", $"{Title(data.Text("node"))} {data.Number("value")}/{max}", (double)(data.Number("value") ?? 0) / max);
    }

    private void Step(string node, string text, double part)
    {
        var before = _done.Count(done => done != node);
        if (part == 0)
            _done.Add(node);
        progress.Report(new OperationProgress($"{text}…", Math.Clamp((before + part) / Math.Max(1, graph.Count), 0, 1)));
    }

    private string Title(string? node) => node is not null && graph[node] is JsonObject known ? (string?)known["_meta"]?["title"] ?? (string?)known["class_type"] ?? node : "Working";

    /// <summary>The history is written a moment after the last event; a connection that broke is made up for here.</summary>
    private async Task<JsonElement> EndAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await comfy.HistoryAsync(id, cancellationToken) is { } entry)
            {
                var error = entry.At("status")?.ItemsAt("messages").Where(message => message.Items.FirstOrDefault().ToString() == "execution_error").Select(message => message.Items.ElementAt(1)).ToArray() ?? [];
                return error.Length > 0 ? throw Broken(error[0]) : entry;
            }

            var queue = await comfy.QueueAsync(cancellationToken);
            if (!queue.Running.Contains(id) && !queue.Pending.Contains(id) && await comfy.HistoryAsync(id, cancellationToken) is null)
                throw new OperationException("ComfyUI no longer knows this workflow: it was taken out of the queue, or ComfyUI was started again.");
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private static OperationException Broken(JsonElement data) => new(
        $"ComfyUI failed in {data.Text("node_type") ?? "a node"}: {Outside.Clean(data.Text("exception_message") ?? data.Text("exception_type") ?? "no reason given").ReplaceLineEndings(" ").Trim().TrimEnd('.')}.");

    /// <summary>What was made to be kept; previews only where nothing else was.</summary>
    private static ComfyUIFile[] Files(JsonElement entry)
    {
        var files = entry.MembersAt("outputs").SelectMany(node => node.Value.Members).SelectMany(list => list.Value.Items)
            .Where(file => file.Text("filename") is not null)
            .Select(file => new ComfyUIFile(file.Text("filename")!, file.Text("subfolder") ?? "", file.Text("type") ?? "output"))
            .ToArray();
        var kept = files.Where(file => file.Kind != "temp").ToArray();
        return kept.Length > 0 ? kept : files;
    }
}
