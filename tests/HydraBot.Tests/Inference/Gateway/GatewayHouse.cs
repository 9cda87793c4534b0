using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HydraBot.Inference.Usage;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>A house with its HTTP door open and servers of language models behind it, and a program that calls <c>/v1</c>.</summary>
internal sealed class GatewayHouse : IAsyncDisposable
{
    public const string Hello = """{"model":"small","messages":[{"role":"user","content":"Hello?"}]}""";
    public const string HelloStreamed = """{"model":"small","stream":true,"messages":[{"role":"user","content":"Hello?"}]}""";

    private GatewayHouse(DoorHouse door, IReadOnlyList<FakeModelServer> servers) => (Door, Servers) = (door, servers);

    public DoorHouse Door { get; }

    public IReadOnlyList<FakeModelServer> Servers { get; }

    public FakeModelServer Server => Servers[0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens one with so many servers, called <c>attic</c>, <c>cellar</c> and <c>garage</c>.</summary>
    public static async Task<GatewayHouse> OpenAsync(int servers = 1, params string[] settings)
    {
        string[] names = ["attic", "cellar", "garage"];
        var started = new List<FakeModelServer>();
        var endpoints = new List<string>();
        foreach (var (index, name) in names.Take(servers).Index())
        {
            var server = await FakeModelServer.StartAsync(Stop);
            started.Add(server);
            endpoints.AddRange([$"--Inference:Endpoints:{index}:Url={server.Url}", $"--Inference:Endpoints:{index}:Name={name}", $"--Inference:Endpoints:{index}:ApiKey=backend-key-{name}"]);
        }

        var door = new DoorHouse(null, [.. endpoints, "--Inference:ProbeTimeout=00:00:20", "--Inference:Cache:Enabled=false", "--Sandbox:TestAtStart=false", "--Serilog:MinimumLevel:Default=Warning", .. settings]);
        await door.InitializeAsync();
        return new GatewayHouse(door, started);
    }

    public Task<Answer> ChatAsync(string body = Hello, string? key = DoorHouse.OwnerKey, string path = "/v1/chat/completions") => Door.PostAsync(path, body, key);

    /// <summary>Asks, and returns when the house has taken note of what came of it, which is a moment after the answer.</summary>
    public async Task<Answer> AskAsync(string body, string? key = DoorHouse.OwnerKey)
    {
        var ledger = Door.Services.GetRequiredService<UsageLedger>();
        var before = Noted();
        var answer = await ChatAsync(body, key);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Noted() == before)
            await again.WaitForNextTickAsync(patience.Token);
        return answer;

        long Noted() => ledger.Today().Values.Sum(day => day.Requests);
    }

    /// <summary>Sends a request and returns when the head of its answer is there.</summary>
    public async Task<HttpResponseMessage> BeginAsync(string body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var http = Door.Client();
        http.Timeout = Timeout.InfiniteTimeSpan;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>A whole stream; says when a word has been heard, since a reset throws away what was not read yet.</summary>
    public async Task<string> ListenAsync(string body, string word, TaskCompletionSource heard)
    {
        using var response = await BeginAsync(body, Stop);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        var text = new StringBuilder();
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            text.Append(line).Append('\n');
            if (line.Contains(word, StringComparison.Ordinal))
                heard.TrySetResult();
        }

        return text.ToString();
    }

    /// <summary>Returns when the house itself says that no request runs, and none waits.</summary>
    public async Task NothingRunsAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var endpoints = (await Door.GetAsync("/inference/status")).Json.GetProperty("endpoints").EnumerateArray().ToArray();
            var waiting = endpoints.Sum(endpoint => endpoint.GetProperty("waiting").GetInt32());
            var running = endpoints.SelectMany(endpoint => endpoint.GetProperty("backends").EnumerateArray()).Sum(backend => backend.GetProperty("inFlight").GetInt32());
            if (waiting + running == 0)
                return;
            Assert.False(patience.IsCancellationRequested, $"{running} requests still run, {waiting} wait.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        foreach (var server in Servers)
            await server.DisposeAsync();
    }
}

internal static class Answering
{
    /// <summary>One JSON answer.</summary>
    public static Task JsonAsync(this HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>A part of a stream, as it stands.</summary>
    public static async Task SendAsync(this HttpContext context, byte[] bytes)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public static Task SendAsync(this HttpContext context, string text) => context.SendAsync(Encoding.UTF8.GetBytes(text));

    public static string Word(string text) => $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"small","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""" + "\n\n";

    public const string End = """data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"small","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";

    /// <summary>The text of a stream's chunks, put together.</summary>
    public static string Said(string stream) => string.Concat(stream.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => System.Text.Json.JsonElement.Parse(line["data: ".Length..]))
        .Where(chunk => chunk.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0)
        .Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : ""));

    public static Answer IsError(this Answer answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.Status);
        var error = answer.Json.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        Assert.NotEqual("", error.GetProperty("type").GetString());
        Assert.True(error.TryGetProperty("param", out _));
        return answer;
    }
}
