using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HydraBot.Testing.Models;

/// <summary>A server that speaks OpenAI's API on a socket, and misbehaves as it is told.</summary>
public sealed class FakeModelServer : IAsyncDisposable
{
    private WebApplication _app;
    private int _closedPort;

    private FakeModelServer() => _app = Build(port: 0);

    /// <summary>Ends in <c>/v1</c>.</summary>
    public string Url => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/v1";

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => new Uri(Url).Port;

    /// <summary>What it lists.</summary>
    public IReadOnlyList<string> ModelNames { get; set; } = ["small"];

    /// <summary>How it answers a conversation.</summary>
    public Func<ModelExchange, Task> Answer { get; set; } = exchange => exchange.SayAsync("Hello.");

    /// <summary>When set, what it answers to the question for its models.</summary>
    public Func<HttpContext, Task>? ListModels { get; set; }

    /// <summary>When set, it answers every POST below <c>/v1</c> by itself; the body was read already.</summary>
    public Func<HttpContext, byte[], Task>? Serve { get; set; }

    /// <summary>Bodies as they came, byte by byte, oldest first.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    /// <summary>The headers of each POST, oldest first.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Headers { get; } = new();

    /// <summary>Bodies of the conversations it was asked for, oldest first.</summary>
    public ConcurrentQueue<JsonElement> Asked { get; } = new();

    /// <summary>The Authorization header of each question for models.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeModelServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new FakeModelServer();
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Is there again after <see cref="CloseAsync"/>, at the same address.</summary>
    public Task OpenAgainAsync(CancellationToken cancellationToken)
    {
        _app = Build(_closedPort);
        return _app.StartAsync(cancellationToken);
    }

    /// <summary>Breaks off all connections and refuses new ones.</summary>
    public async Task CloseAsync()
    {
        _closedPort = Port;
        await DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.MapGet("/v1/models", ListAsync);
        app.MapPost("/v1/{**path}", PostAsync);
        return app;
    }

    private Task ListAsync(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers.Authorization.ToString());
        return ListModels?.Invoke(context) ?? context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            @object = "list",
            data = ModelNames.Select(name => new { id = name, @object = "model", created = 1, owned_by = "test" }),
        }));
    }

    private async Task PostAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.ToArray();
        Bodies.Enqueue(bytes);
        Headers.Enqueue(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        if (Serve is { } serve)
        {
            await serve(context, bytes);
            return;
        }

        var body = JsonElement.Parse(bytes);
        Asked.Enqueue(body);
        await Answer(new ModelExchange(context, body));
    }
}
