using System.ComponentModel;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Dapper;
using DbUp;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Server;
using NSec.Cryptography;
using OpenTelemetry.Metrics;
using Serilog;
using Serilog.Formatting.Compact;
using YamlDotNet.Serialization;

namespace HydraBot.Benchmarks.Starting;

/// <summary>
/// What the runtime and the packages hold with no line of HydraBot: an empty web application; and one that uses once each package that an idle house holds, on as many servers as it has.
/// Where these stand, a house cannot come below.
/// </summary>
internal static class PackagesAlone
{
    public const string Verb = "packages-alone";
    public const string Empty = "empty";
    private const int Tools = 40;

    /// <summary>Runs until its input ends; writes a line once it is ready.</summary>
    public static async Task RunAsync(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-packages-").FullName;
        await using var api = Build(folder, kind != Empty);
        await api.StartAsync();
        await using var page = kind == Empty ? null : await EachOnceAsync(api, folder);
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
        await api.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static WebApplication Build(string folder, bool packages)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        if (packages)
        {
            builder.Services.AddSerilog((_, logs) => logs.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose)
                .WriteTo.File(new RenderedCompactJsonFormatter(), Path.Combine(folder, "log-.jsonl"), rollingInterval: RollingInterval.Day), preserveStaticLogger: true);
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime").AddPrometheusExporter());
            builder.Services.AddHealthChecks();
            builder.Services.AddMcpServer().WithHttpTransport(http => http.SessionMode = HttpServerSessionMode.Stateless).WithTools(
                Enumerable.Range(0, Tools).Select(number => McpServerTool.Create(([Description("What to say.")] string words) => words, new McpServerToolCreateOptions { Name = $"say_{number}" })));
        }

        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/health", () => "well");
        if (packages)
        {
            app.MapMcp("/mcp");
            app.MapPrometheusScrapingEndpoint();
        }

        return app;
    }

    private static async Task<WebApplication> EachOnceAsync(WebApplication api, string folder)
    {
        var address = new Uri(api.Urls.Single());
        using var http = new HttpClient { BaseAddress = address };
        await using (var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(address, "mcp") })))
            await client.ListToolsAsync();

        await StoreAsync(folder);
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>("articles:\n  - id: no-loss\n    rules: [{ operation: database.*, decision: deny }]\n");
        using (var key = Key.Create(SignatureAlgorithm.Ed25519))
            SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(folder));
        try
        {
            using var docker = new DockerClientBuilder().WithEndpoint(new Uri("unix:///var/run/docker.sock")).Build();
            await docker.Containers.ListContainersAsync(new ContainersListParameters { All = true });
        }
        catch (Exception failed) when (failed is HttpRequestException or DockerApiException or TimeoutException or IOException)
        {
            await Console.Error.WriteLineAsync($"no engine: {failed.Message}");
        }

        return await GatewayAsync();
    }

    private static async Task StoreAsync(string folder)
    {
        var source = $"Data Source={Path.Combine(folder, "hydrabot.db")}";
        DeployChanges.To.SqliteDatabase(source).WithScript("1.sql", "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);").LogToNowhere().Build().PerformUpgrade();
        await using var connection = new SqliteConnection(source);
        await connection.ExecuteAsync("INSERT INTO note (text) VALUES (@text)", new { text = "one" });
        await connection.QueryAsync<Note>("SELECT id AS Id, text AS Text FROM note");
    }

    /// <summary>The second server, as the emulator is one, with a connection that stays open, as the bot's does.</summary>
    private static async Task<WebApplication> GatewayAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.Map("/gateway", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            await socket.ReceiveAsync(new byte[64], context.RequestAborted);
        });
        app.MapPost("/messages", (Note note) => note);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        using var http = new HttpClient { BaseAddress = address };
        await http.PostAsJsonAsync("messages", new Note(1, "hello"));
        var line = new ClientWebSocket();
        await line.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "gateway" }.Uri, CancellationToken.None);
        await line.ReceiveAsync(new byte[64], CancellationToken.None);
        app.Lifetime.ApplicationStopping.Register(line.Dispose);
        return app;
    }

    private sealed record Note(long Id, string Text);
}
