using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.Tests.Discord;

/// <summary>Discord as far as a test scripts it, on a socket: it records every request and hands out every gateway connection.</summary>
internal sealed class FakeDiscord : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<FakeRequest> _requests = Channel.CreateUnbounded<FakeRequest>();
    private readonly Channel<FakeGateway> _gateways = Channel.CreateUnbounded<FakeGateway>();
    private readonly ConcurrentDictionary<string, Func<FakeRequest, Task<FakeAnswer>>> _scripts = new();
    private int _nextId = 1000;

    private FakeDiscord(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public Uri ApiBaseUrl => new(Address, "/api/v10");

    public string GatewayAddress => $"ws://{Address.Authority}/gateway";

    public string ResumeAddress => $"ws://{Address.Authority}/resume";

    public int MaxConcurrency { get; set; } = 1;

    public int RemainingIdentifies { get; set; } = 1000;

    /// <summary>Answers what no script answers and the gateway's finding does not need; null leaves it to the usual answers.</summary>
    public FakeAnswer? Otherwise { get; set; }

    public ConcurrentQueue<FakeRequest> AllRequests { get; } = new();

    public static async Task<FakeDiscord> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var discord = new FakeDiscord(builder.Build());
        discord._app.UseWebSockets();
        discord._app.Run(discord.HandleAsync);
        await discord._app.StartAsync(Patience.Token);
        var address = discord._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        discord.Address = new Uri(address);
        return discord;
    }

    /// <summary>Scripts the answer of one route, such as <c>GET /channels/1</c>.</summary>
    public void On(string route, Func<FakeRequest, FakeAnswer> answer) => _scripts[route] = request => Task.FromResult(answer(request));

    public void On(string route, Func<FakeRequest, Task<FakeAnswer>> answer) => _scripts[route] = answer;

    /// <summary>The next request but those that look for the gateway.</summary>
    public Task<FakeRequest> NextRequestAsync() => _requests.Reader.ReadAsync(Patience.Token).AsTask();

    public Task<FakeGateway> NextGatewayAsync() => _gateways.Reader.ReadAsync(Patience.Token).AsTask();

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource();
        await quick.CancelAsync();
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await using var gateway = new FakeGateway(this, context, socket);
            _gateways.Writer.TryWrite(gateway);
            await gateway.Finished;
            return;
        }

        var request = await FakeRequest.ReadAsync(context);
        AllRequests.Enqueue(request);
        var answer = _scripts.TryGetValue(request.Route, out var script) ? await script(request) : Default(request);
        if (request.Route != "GET /gateway/bot")
            _requests.Writer.TryWrite(request);
        await answer.WriteAsync(context);
    }

    private FakeAnswer Default(FakeRequest request) => request switch
    {
        { Route: "GET /gateway/bot" } => FakeAnswer.Json(
            $$$"""{"url":"{{{GatewayAddress}}}","shards":1,"session_start_limit":{"total":1000,"remaining":{{{RemainingIdentifies}}},"reset_after":14400000,"max_concurrency":{{{MaxConcurrency}}}}}"""),
        _ when Otherwise is { } answer => answer,
        { Route: "GET /applications/@me" } => FakeAnswer.Json("""{"id":"900","name":"Hydra"}"""),
        { IsCallback: true, Query: "with_response=true" } => FakeAnswer.Json($$$"""{"interaction":{"id":"1"},"resource":{"type":4,"message":{{{Message(request)}}}}}"""),
        { IsCallback: true } => FakeAnswer.NoContent,
        { Method: "DELETE" or "PUT" } => FakeAnswer.NoContent,
        _ => FakeAnswer.Json(Message(request)),
    };

    private string Message(FakeRequest request)
    {
        var content = request.Json?["content"] ?? request.Json?["data"]?["content"];
        return $$$"""{"id":"{{{Interlocked.Increment(ref _nextId)}}}","channel_id":"20","content":{{{content?.ToJsonString() ?? "\"\""}}},"timestamp":"2026-01-01T00:00:00+00:00","author":{"id":"900","username":"hydra"}}""";
    }
}
