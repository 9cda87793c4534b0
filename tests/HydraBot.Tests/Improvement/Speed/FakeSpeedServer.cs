using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Improvement.Speed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HydraBot.Tests.Improvement.Speed;

/// <summary>A model's server on a socket whose speed hangs on how it was loaded: shaped as TabbyAPI, or as llama.cpp's server.</summary>
internal sealed class FakeSpeedServer : IAsyncDisposable
{
    public const string AdminKey = "admin-key-of-tabby";

    private const int Tokens = 100;

    private readonly WebApplication _app;
    private readonly AnswerClock _clock;

    private FakeSpeedServer(WebApplication app, AnswerClock clock) => (_app, _clock) = (app, clock);

    public string Url => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/v1";

    /// <summary>How it runs; null while nothing is loaded.</summary>
    public SpeedSetup? Running { get; private set; } = new(SpeedSetup.None, 0, "", "FP16", 1);

    /// <summary>Every load, oldest first.</summary>
    public List<SpeedSetup> Loaded { get; } = [];

    /// <summary>Tokens a second.</summary>
    public Func<SpeedSetup, double> Speed { get; set; } = _ => 20;

    /// <summary>True for what does not fit into its memory.</summary>
    public Func<SpeedSetup, bool> TooLarge { get; set; } = _ => false;

    /// <summary>The file that it starts with, as llama.cpp's server; null for TabbyAPI.</summary>
    public string? ArgumentsFile { get; init; }

    public static async Task<FakeSpeedServer> StartAsync(AnswerClock clock, string? argumentsFile, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeSpeedServer(app, clock) { ArgumentsFile = argumentsFile };
        app.MapGet("/v1/models", context => context.Response.WriteAsync("""{"object":"list","data":[{"id":"big"}]}"""));
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        if (argumentsFile is null)
        {
            app.MapGet("/v1/model", server.CardAsync);
            app.MapGet("/v1/model/draft/list", context => context.Response.WriteAsync("""{"object":"list","data":[{"id":"small-draft"},{"id":"large-draft"}]}"""));
            app.MapPost("/v1/model/unload", server.UnloadAsync);
            app.MapPost("/v1/model/load", server.LoadAsync);
        }
        else
        {
            app.MapGet("/props", context => context.Response.WriteAsync("""{"default_generation_settings":{"n_ctx":4096},"total_slots":1,"model_path":"/models/big.gguf"}"""));
            server.Restart();
        }

        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Reads its file anew, as llama.cpp's server does when its container starts.</summary>
    public void Restart()
    {
        Running = StartArguments.Read(SpeedServer.LlamaCpp, File.Exists(ArgumentsFile) ? File.ReadAllText(ArgumentsFile) : "");
        Loaded.Add(Running);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task CardAsync(HttpContext context)
    {
        if (Running is not { } running)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"error":{"message":"No models are currently loaded."}}""");
            return;
        }

        var parameters = new JsonObject { ["max_seq_len"] = 8192, ["cache_mode"] = running.Cache, ["max_batch_size"] = running.Batch };
        if (running.Drafts)
            parameters["draft"] = new JsonObject { ["id"] = running.Draft };
        await context.Response.WriteAsync(new JsonObject { ["id"] = "big", ["object"] = "model", ["parameters"] = parameters }.ToJsonString());
    }

    private Task UnloadAsync(HttpContext context)
    {
        if (!IsAdmin(context))
            return Task.CompletedTask;
        Running = null;
        return Task.CompletedTask;
    }

    private async Task LoadAsync(HttpContext context)
    {
        if (!IsAdmin(context))
            return;
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        context.Response.ContentType = "text/event-stream";
        var setup = new SpeedSetup(
            body["draft_model"]?["draft_model_name"]?.GetValue<string>() ?? SpeedSetup.None, 0,
            body["gpu_split"] is JsonArray split ? string.Join(',', split.Select(part => part!.GetValue<double>().ToString(CultureInfo.InvariantCulture))) : "",
            body["cache_mode"]?.GetValue<string>() ?? "FP16", body["max_batch_size"]?.GetValue<int>() ?? 1);
        Loaded.Add(setup);
        if (body["max_seq_len"]?.GetValue<int>() != 8192 || Running is not null || TooLarge(setup))
        {
            await context.Response.WriteAsync("data: {\"error\":{\"message\":\"CUDA out of memory\"}}\n\n");
            return;
        }

        await context.Response.WriteAsync("data: {\"model_type\":\"model\",\"module\":1,\"modules\":1,\"status\":\"finished\"}\n\n");
        Running = setup;
    }

    private static bool IsAdmin(HttpContext context)
    {
        if (context.Request.Headers["x-admin-key"] == AdminKey)
            return true;
        context.Response.StatusCode = 401;
        return false;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _clock.Forget();
        var prompt = (await JsonNode.ParseAsync(context.Request.Body))!["messages"]![0]!["content"]!.GetValue<string>();
        context.Response.ContentType = "text/event-stream";
        await SayAsync("""{"choices":[{"index":0,"delta":{"content":"One "},"finish_reason":null}]}""");
        // Prompts are not all alike: a draft guesses some of them better.
        var alike = 0.9 + (prompt.Length % 5 * 0.05);
        await _clock.PassAsync(TimeSpan.FromSeconds(Tokens / (Speed(Running!) * alike)), context.RequestAborted);
        await SayAsync("""{"choices":[{"index":0,"delta":{"content":"more."},"finish_reason":"stop"}]}""");
        await SayAsync(JsonSerializer.Serialize(new { choices = Array.Empty<object>(), usage = new { prompt_tokens = 10, completion_tokens = Tokens } }));
        await SayAsync("[DONE]");

        async Task SayAsync(string data)
        {
            await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
