using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Workshops;

/// <summary>ComfyUI as its server.py and execution.py behave: one prompt at a time, events to the client that asked, a history afterwards.</summary>
internal sealed class FakeComfyUI : StandIn
{
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly ConcurrentDictionary<string, Channel<string>> _listeners = new();
    private readonly ConcurrentDictionary<string, JsonObject> _history = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();

    private readonly ConcurrentBag<Task> _work = [];

    /// <summary>Fails in this node.</summary>
    public string? FailsIn { get; set; }

    /// <summary>Never ends.</summary>
    public bool Hangs { get; set; }

    /// <summary>Breaks the WebSocket after the first event of a run.</summary>
    public bool Breaks { get; set; }

    /// <summary>The size of a picture.</summary>
    public int PictureBytes { get; set; } = Png.Length;

    /// <summary>Set once a prompt runs.</summary>
    public TaskCompletionSource<string> Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task<FakeComfyUI> StartAsync() => StartAsync(new FakeComfyUI());

    public override async ValueTask DisposeAsync()
    {
        foreach (var run in _running.Values)
            await run.CancelAsync();
        await Task.WhenAll(_work);
        await base.DisposeAsync();
    }

    protected override void Map(WebApplication app)
    {
        app.Map("/ws", ListenAsync);
        app.MapPost("/prompt", PromptAsync);
        app.MapGet("/queue", context => Json(context, new JsonObject { ["queue_running"] = new JsonArray([.. _running.Keys.Select(id => new JsonArray(1, id, new JsonObject()))]), ["queue_pending"] = new JsonArray() }));
        app.MapPost("/interrupt", async context =>
        {
            foreach (var run in _running.Values)
                await run.CancelAsync();
        });
        app.MapPost("/queue", context => Task.CompletedTask);
        app.MapPost("/free", context => Task.CompletedTask);
        app.MapGet("/history/{id}", (HttpContext context, string id) => Json(context, _history.TryGetValue(id, out var entry) ? new JsonObject { [id] = entry.DeepClone() } : new JsonObject()));
        app.MapGet("/models", context => Json(context, new JsonArray("checkpoints", "loras")));
        app.MapGet("/models/{folder}", (HttpContext context, string folder) => folder == "checkpoints" ? Json(context, new JsonArray("sdxl.safetensors", "flux.safetensors")) : Json(context, new JsonArray()));
        app.MapGet("/system_stats", context => Json(context, 200, """
            {"system":{"comfyui_version":"0.9.1"},"devices":[{"name":"cuda:0 RTX 3090","type":"cuda","vram_total":25769803776,"vram_free":12884901888}]}
            """));
        app.MapGet("/view", async context =>
        {
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(PictureBytes == Png.Length ? Png : new byte[PictureBytes]);
        });
    }

    private async Task ListenAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var events = _listeners.GetOrAdd(context.Request.Query["clientId"].ToString(), _ => Channel.CreateUnbounded<string>());
        events.Writer.TryWrite("""{"type":"status","data":{"status":{"exec_info":{"queue_remaining":0}},"sid":"1"}}""");
        try
        {
            await foreach (var message in events.Reader.ReadAllAsync(context.RequestAborted))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, context.RequestAborted);
                await socket.SendAsync(new byte[] { 0, 0, 0, 1, 9, 9 }, WebSocketMessageType.Binary, true, context.RequestAborted);
                if (Breaks && message.Contains("execution_start", StringComparison.Ordinal))
                    context.Abort();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The listener went away.
        }
    }

    private async Task PromptAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        var graph = body["prompt"]!.AsObject();
        if (graph.FirstOrDefault(node => node.Value!["inputs"]!["steps"] is { } steps && steps.GetValueKind() == System.Text.Json.JsonValueKind.Number && (int)steps < 1) is { Key: { } wrong })
        {
            await Json(context, 400, $$$$"""
                {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},
                 "node_errors":{"{{{{wrong}}}}":{"errors":[{"type":"value_smaller_than_min","message":"Value 0 smaller than min of 1","details":"steps"}],"dependent_outputs":["7"],"class_type":"KSampler"}}}
                """);
            return;
        }

        var id = Guid.CreateVersion7().ToString();
        var stop = new CancellationTokenSource();
        _running[id] = stop;
        await Json(context, new JsonObject { ["prompt_id"] = id, ["number"] = 3, ["node_errors"] = new JsonObject() });
        _work.Add(RunAsync(id, graph, _listeners.GetOrAdd((string)body["client_id"]!, _ => Channel.CreateUnbounded<string>()).Writer, stop.Token));
    }

    private async Task RunAsync(string id, JsonObject graph, ChannelWriter<string> tell, CancellationToken stop)
    {
        void Tell(string type, string data) => tell.TryWrite($"{{\"type\":\"{type}\",\"data\":{{\"prompt_id\":\"{id}\"{(data.Length > 0 ? "," + data : "")}}}}}");
        await Task.Yield();
        Began.TrySetResult(id);
        Tell("execution_start", "");
        Tell("execution_cached", "\"nodes\":[\"1\"]");
        foreach (var (node, value) in graph.Skip(1))
        {
            Tell("executing", $"\"node\":\"{node}\"");
            if (Hangs)
                await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
            if (stop.IsCancellationRequested)
            {
                _running.TryRemove(id, out _);
                Tell("execution_interrupted", "\"node_id\":\"2\"");
                return;
            }

            if (node == FailsIn)
            {
                const string Error = "\"node_type\":\"KSampler\",\"exception_message\":\"CUDA out of memory. Tried to allocate 2.00 GiB\\n\",\"exception_type\":\"torch.OutOfMemoryError\"";
                _history[id] = (JsonObject)JsonNode.Parse($$$$"""{"outputs":{},"status":{"status_str":"error","completed":false,"messages":[["execution_error",{ {{{{Error}}}} }]]}}""")!;
                _running.TryRemove(id, out _);
                Tell("execution_error", Error);
                return;
            }

            if ((string)value!["class_type"]! == "KSampler")
            {
                Tell("progress", $"\"value\":1,\"max\":2,\"node\":\"{node}\"");
                Tell("progress", $"\"value\":2,\"max\":2,\"node\":\"{node}\"");
            }
        }

        Tell("executed", "\"node\":\"7\",\"output\":{\"images\":[]}");
        _history[id] = (JsonObject)JsonNode.Parse("""
            {"outputs":{"7":{"images":[{"filename":"HydraBot_00001_.png","subfolder":"","type":"output"},{"filename":"HydraBot_00002_.png","subfolder":"","type":"output"}]},
             "5":{"images":[{"filename":"preview.png","subfolder":"","type":"temp"}]}},"status":{"status_str":"success","completed":true,"messages":[]}}
            """)!;
        _running.TryRemove(id, out _);
        Tell("execution_success", "");
        Tell("executing", "\"node\":null");
    }
}
