using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HydraBot.Benchmarks.Inference;

/// <summary>
/// What a gateway adds to an answer: HydraBot, another gateway and the least that a gateway can do, processes of their own, beside the backend itself, asked in turn. Then requests a
/// second at 64 connections, memory, and 2,000 streams at once, of which each must say its own words.
/// </summary>
internal static class GatewayRun
{
    private const string Key = "benchmark-key-0123456789";
    private const int Streams = 2_000;
    private const int Words = 20;

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-gateway-").FullName;
        await using var backend = await StartBackendAsync(cancellationToken);
        var address = backend.Urls.Single();
        using var hydra = StartHydra(address, folder, out var hydraUrl);
        using var peer = await StartPeerAsync(cancellationToken);
        using var least = Process.Start(new ProcessStartInfo("dotnet", [typeof(GatewayRun).Assembly.Location, LeastGateway.Verb, address]) { RedirectStandardOutput = true })!;
        var leastUrl = await least.StandardOutput.ReadLineAsync(cancellationToken);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4096 }) { Timeout = TimeSpan.FromMinutes(2) };
            var ways = new List<Way> { new("direct", $"{address}/v1", []), new("HydraBot", $"{hydraUrl}/v1", []), new("least of all", $"{leastUrl}/v1", []) };
            if (peer is not null)
                ways.Add(new("portkey", "http://127.0.0.1:8789/v1", [("x-portkey-provider", "openai"), ("x-portkey-custom-host", $"{address}/v1")]));
            else
                Console.WriteLine("Without the peer: npm ci --prefix tests/HydraBot.Benchmarks/Inference/peer, then build again");
            Way[] anthropic = [new("direct, as Anthropic", $"{address}/v1", [("x-api-key", Key), ("anthropic-version", "2023-06-01")], "messages", "claude"), new("HydraBot, Anthropic", $"{hydraUrl}/v1", [], Model: "claude")];
            await WaitAsync(http, [.. ways, .. anthropic], cancellationToken);

            await CompareAsync(http, ways, count, cancellationToken);
            await CompareAsync(http, anthropic, count, cancellationToken);
            foreach (var way in ways)
            {
                var rate = await LoadAsync(http, way, cancellationToken);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name,-12} {rate:0} requests a second at 64 connections"));
            }

            foreach (var (name, process) in ((string, Process?)[])[("HydraBot", hydra), ("least of all", least), ("portkey", peer)])
            {
                process?.Refresh();
                if (process is not null)
                    Console.WriteLine($"{name,-12} {process.WorkingSet64 / (1024 * 1024)} MiB in memory");
            }

            await StreamsAsync(http, ways[1], cancellationToken);
            hydra.Refresh();
            Console.WriteLine($"HydraBot     {hydra.WorkingSet64 / (1024 * 1024)} MiB in memory after the streams");
        }
        finally
        {
            foreach (var process in new[] { hydra, peer, least }.OfType<Process>())
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Asks each way in turn, and says what all but the first add to it.</summary>
    private static async Task CompareAsync(HttpClient http, IReadOnlyList<Way> ways, int count, CancellationToken cancellationToken)
    {
        var times = ways.Select(way => new Percentiles(way.Name)).ToArray();
        for (var round = 0; round < 300 + count; round++)
        {
            foreach (var (way, taken) in ways.Zip(times))
            {
                var start = Stopwatch.GetTimestamp();
                await AskAsync(http, way, cancellationToken);
                if (round >= 300)
                    taken.Add(Stopwatch.GetElapsedTime(start));
            }
        }

        foreach (var taken in times)
            Console.WriteLine(taken);
        foreach (var (way, taken) in ways.Zip(times).Skip(1))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name,-12} adds p50 {taken.At(0.5) - times[0].At(0.5):0.000} ms, p99 {taken.At(0.99) - times[0].At(0.99):0.000} ms"));
    }

    private static async Task<WebApplication> StartBackendAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var whole = """{"id":"a","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"""u8.ToArray();
        var message = """{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hello."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":2}}"""u8.ToArray();
        app.MapPost("/v1/messages", async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = message.Length;
            await context.Response.Body.WriteAsync(message, context.RequestAborted);
        });
        app.MapGet("/v1/models", () => Results.Text("""{"object":"list","data":[{"id":"small","object":"model"}]}""", "application/json"));
        app.MapPost("/v1/chat/completions", async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            if (!body.RootElement.TryGetProperty("stream", out var stream) || !stream.GetBoolean())
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = whole.Length;
                await context.Response.Body.WriteAsync(whole, context.RequestAborted);
                return;
            }

            var name = body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString();
            context.Response.ContentType = "text/event-stream";
            for (var word = 0; word < Words; word++)
            {
                await context.Response.WriteAsync($$"""data: {"id":"a","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"{{name}}-{{word}} "},"finish_reason":null}]}""" + "\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
            }

            await context.Response.WriteAsync("""data: {"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n", context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static Process StartHydra(string backend, string folder, out string url)
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        url = $"http://127.0.0.1:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        var hydra = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), $"--Storage:Path={Path.Combine(folder, "house")}", $"--Api:Url={url}", "--Emulator:Url=http://127.0.0.1:0",
                $"--Api:Keys:bench:Token={Key}", "--Api:Keys:bench:Access=Viewer", $"--Inference:Endpoints:0:Url={backend}/v1", "--Inference:Endpoints:0:Name=backend",
                $"--Inference:Endpoints:1:Url={backend}/v1", "--Inference:Endpoints:1:Name=messages", "--Inference:Endpoints:1:Protocol=Anthropic", $"--Inference:Endpoints:1:ApiKey={Key}", "--Inference:Endpoints:1:Models:0=claude",
                "--Inference:Cache:Enabled=false", "--Sandbox:TestAtStart=false", "--Serilog:MinimumLevel:Default=Warning",
            },
        })!;
        hydra.OutputDataReceived += (_, _) => { };
        hydra.BeginOutputReadLine();
        return hydra;
    }

    private static Task<Process?> StartPeerAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var script = Path.Combine(AppContext.BaseDirectory, "Inference/peer/node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!File.Exists(script))
            return Task.FromResult<Process?>(null);
        var peer = Process.Start(new ProcessStartInfo("node", [script, "--port=8789", "--headless"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        peer.OutputDataReceived += (_, _) => { };
        peer.ErrorDataReceived += (_, _) => { };
        peer.BeginOutputReadLine();
        peer.BeginErrorReadLine();
        return Task.FromResult<Process?>(peer);
    }

    private static async Task WaitAsync(HttpClient http, List<Way> ways, CancellationToken cancellationToken)
    {
        foreach (var way in ways)
        {
            for (var turn = 0; ; turn++)
            {
                try
                {
                    await AskAsync(http, way, cancellationToken);
                    break;
                }
                catch (HttpRequestException) when (turn < 150)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
                }
            }
        }
    }

    private static HttpRequestMessage Request(Way way, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{way.Url}/{way.Path}") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        foreach (var (name, value) in way.Headers)
            request.Headers.Add(name, value);
        return request;
    }

    private static async Task AskAsync(HttpClient http, Way way, CancellationToken cancellationToken)
    {
        using var request = Request(way, $$"""{"model":"{{way.Model}}","max_tokens":100,"messages":[{"role":"user","content":"Hello?"}]}""");
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || !text.Contains("Hello.", StringComparison.Ordinal))
            throw new HttpRequestException($"{way.Name} answers {(int)response.StatusCode}: {text}");
    }

    private static async Task<double> LoadAsync(HttpClient http, Way way, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5))
            {
                await AskAsync(http, way, cancellationToken);
                Interlocked.Increment(ref done);
            }
        }));
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task StreamsAsync(HttpClient http, Way way, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var whole = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async number =>
        {
            using var request = Request(way, $$"""{"model":"small","stream":true,"messages":[{"role":"user","content":"s{{number}}"}]}""");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var said = string.Concat(text.Split('\n').Where(line => line.Contains("\"content\":", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..]).GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString()));
            return said == string.Concat(Enumerable.Range(0, Words).Select(word => $"s{number}-{word} ")) && text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal);
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name,-12} {Streams} streams at once of {Words} tokens in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s: {whole.Count(one => !one)} with a lost or mixed token"));
    }

    private sealed record Way(string Name, string Url, (string Name, string Value)[] Headers, string Path = "chat/completions", string Model = "small");
}
