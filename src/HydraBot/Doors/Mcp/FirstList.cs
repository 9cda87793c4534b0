using System.Text;
using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.Http.Features;

namespace HydraBot.Doors.Mcp;

/// <summary>
/// Asks the door for its tools while the house starts, as clients of both revisions do: the code on that way is made ready by then, so that the first
/// client does not wait for it. Nobody is answered, nothing but the list is read, no operation runs, and the start waits for none of it.
/// </summary>
internal sealed partial class FirstList(IServiceProvider services, TimeProvider time, ILogger<FirstList> logger) : IHostedLifecycleService
{
    private static readonly (string Revision, string Method, string Parameters)[] Questions =
    [
        ("2025-11-25", "tools/list", "{}"),
        ("2026-07-28", "tools/list", """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"start","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}"""),
        ("2025-11-25", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"start","version":"1"}}"""),
    ];

    private Task _asking = Task.CompletedTask;

    /// <summary>Where the door's endpoints are; set when they are mapped.</summary>
    public IEnumerable<EndpointDataSource> Endpoints { get; set; } = [];

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
            var endpoint = Endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .FirstOrDefault(one => one.RoutePattern.RawText?.Trim('/') == "mcp" && one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true);
            if (endpoint is null)
                return;
            foreach (var (revision, method, parameters) in Questions)
            {
                var since = time.GetTimestamp();
                var (status, length) = await AskAsync(endpoint, revision, method, parameters);
                LogAsked(method, revision, status, length, (long)time.GetElapsedTime(since).TotalMilliseconds);
            }
        }
        catch (Exception exception)
        {
            // The first client waits a little, and nothing else is lost.
            LogNotAsked(exception);
        }
    }

    private async Task<(int Status, long Length)> AskAsync(RouteEndpoint endpoint, string revision, string method, string parameters)
    {
        await using var scope = services.CreateAsyncScope();
        using var said = new MemoryStream();
        var body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.ContentType, context.Request.Body) = ("POST", "/mcp", "application/json", new MemoryStream(body));
        context.Request.Headers.Accept = "application/json, text/event-stream";
        context.Request.Headers["MCP-Protocol-Version"] = revision;
        context.Request.Headers["Mcp-Method"] = method;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(said));
        context.Features.Set(new Caller(CallerKind.Schedule, "start", "the start", AccessLevel.Owner));
        context.SetEndpoint(endpoint);
        await endpoint.RequestDelegate!(context);
        return (context.Response.StatusCode, said.Length);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Asked for {Method} of {Revision} at the start: {Status}, {Length} bytes, {Milliseconds} ms")]
    private partial void LogAsked(string method, string revision, int status, long length, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tools could not be listed at the start")]
    private partial void LogNotAsked(Exception exception);
}
