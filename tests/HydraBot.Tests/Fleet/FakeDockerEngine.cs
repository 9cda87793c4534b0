using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.Tests.Fleet;

/// <summary>Speaks the few routes of the Docker API that we use, on a unix socket, and misbehaves as it is told.</summary>
internal sealed class FakeDockerEngine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private int _listed;

    private FakeDockerEngine(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public string Address => $"unix://{_folder.FullName}/engine.sock";

    public List<FakeContainer> Containers { get; } = [];

    /// <summary>How often it was asked for the list.</summary>
    public int Listed => Volatile.Read(ref _listed);

    /// <summary>When set, answers every request in place of the routes.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public static async Task<FakeDockerEngine> StartAsync(params IEnumerable<FakeContainer> containers)
    {
        var folder = Directory.CreateTempSubdirectory("hydra-engine-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Path.Combine(folder.FullName, "engine.sock"), listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var engine = new FakeDockerEngine(app, folder);
        engine.Containers.AddRange(containers);
        app.Run(engine.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>A frame of the multiplexed stream (Docker Engine API, ContainerAttach): stream, three zeros, length, bytes.</summary>
    public static byte[] Frame(int stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var frame = new byte[8 + bytes.Length];
        frame[0] = (byte)stream;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), bytes.Length);
        bytes.CopyTo(frame, 8);
        return frame;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (Instead is { } instead)
            return instead(context);

        var words = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (words is [['v', ..], ..])
            words = words[1..];
        if (words is ["containers", "json"])
        {
            Interlocked.Increment(ref _listed);
            return WriteAsync(context, 200, Containers.Select(container => container.Listed()));
        }

        if (words is not ["containers", var id, var verb] || Containers.FirstOrDefault(one => one.Id == id || one.Name == id) is not { } found)
            return WriteAsync(context, 404, new { message = $"No such container: {string.Join('/', words)}" });
        return verb switch
        {
            "json" => WriteAsync(context, 200, found.Inspected()),
            "logs" => LogsAsync(context, found),
            "restart" => RestartAsync(context, found),
            _ => WriteAsync(context, 404, new { message = "page not found" }),
        };
    }

    private static async Task LogsAsync(HttpContext context, FakeContainer container)
    {
        context.Response.ContentType = "application/vnd.docker.multiplexed-stream";
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        container.LogQueries.Add(context.Request.QueryString.Value ?? "");
        await context.Response.StartAsync(context.RequestAborted); // in chunks, even when there are none, as the real engine does
        await container.WriteLogs(context);
    }

    private static async Task RestartAsync(HttpContext context, FakeContainer container)
    {
        container.Restarts++;
        await container.Restarted(context);
        if (!context.Response.HasStarted)
            context.Response.StatusCode = 204;
    }

    private static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }
}
