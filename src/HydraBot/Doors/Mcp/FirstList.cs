using System.Text;
using HydraBot.Doors.Mcp.Verbs;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Starting;
using Microsoft.AspNetCore.Http.Features;

namespace HydraBot.Doors.Mcp;

/// <summary>
/// Asks the door for its tools while the house starts, as clients of both revisions do: the code on that way is made ready by then, so that the first
/// client does not wait for it. Nobody is answered, nothing but the list is read, no operation runs, and the start waits for none of it.
/// </summary>
internal sealed partial class FirstList(IServiceProvider services, TimeProvider time, ILogger<FirstList> logger) : IHostedLifecycleService
{
    private static readonly Question ToolsBefore = new("tools/list", "2025-11-25", "{}");

    private static readonly Question[] All =
    [
        ToolsBefore,
        new("tools/list", "2026-07-28", """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"start","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}"""),
        new("initialize", "2025-11-25", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"start","version":"1"}}"""),
    ];

    private Task _asking = Task.CompletedTask;

    /// <summary>Where the door's endpoints are; set when they are mapped.</summary>
    public IEnumerable<EndpointDataSource> Endpoints { get; set; } = [];

    /// <summary>Builds the way of a request from its first step on; set with them.</summary>
    public Func<RequestDelegate>? Pipeline { get; set; }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _asking = Task.Run(AskAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _asking.WaitAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AskAsync()
    {
        try
        {
            if (Pipeline is null || Endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().FirstOrDefault(IsDoor) is not { } endpoint)
                return;
            // Behind the guard, whatever keys there are; then with a key from the front.
            foreach (var question in All)
                await AskAsync(question, endpoint, endpoint.RequestDelegate!, key: null);
            await AskAsync(ToolsBefore, null, Pipeline(), services.GetRequiredService<McpAddress>().Token());
        }
        catch (StartException exception)
        {
            // Of several keys none is named as the programs' own: the guard is made ready by the first client.
            LogNoKey(exception.Message);
        }
        catch (Exception exception)
        {
            // The first client waits a little, and nothing else is lost.
            LogNotAsked(exception);
        }
    }

    private static bool IsDoor(RouteEndpoint one) =>
        one.RoutePattern.RawText?.Trim('/') == "mcp" && one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true;

    private async Task AskAsync(Question question, RouteEndpoint? endpoint, RequestDelegate way, string? key)
    {
        var since = time.GetTimestamp();
        await using var scope = services.CreateAsyncScope();
        using var said = new MemoryStream();
        var body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{question.Method}}","params":{{question.Parameters}}}""");
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.ContentType, context.Request.Body) = ("POST", "/mcp", "application/json", new MemoryStream(body));
        (context.Request.Scheme, context.Request.Host, context.Request.ContentLength) = ("http", new HostString("localhost"), body.Length);
        context.Request.Headers.Accept = "application/json, text/event-stream";
        context.Request.Headers["MCP-Protocol-Version"] = question.Revision;
        context.Request.Headers["Mcp-Method"] = question.Method;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(said));
        if (key is not null)
            context.Request.Headers.Authorization = $"Bearer {key}";
        else
            context.Features.Set(new Caller(CallerKind.Schedule, "start", "the start", AccessLevel.Owner));
        context.SetEndpoint(endpoint);
        await way(context);
        var (status, length, elapsed) = (context.Response.StatusCode, said.Length, time.GetElapsedTime(since));
        LogAsked(question.Method, question.Revision, key is null ? "behind the guard" : "from the front", status, length, elapsed.TotalMilliseconds);
    }

    private sealed record Question(string Method, string Revision, string Parameters);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Asked at the start for {Method} of {Revision} {Where}: {Status}, {Length} bytes, {Milliseconds:0} ms")]
    private partial void LogAsked(string method, string revision, string where, int status, long length, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The tools were not listed from the front at the start: {Reason}")]
    private partial void LogNoKey(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tools could not be listed at the start")]
    private partial void LogNotAsked(Exception exception);
}
