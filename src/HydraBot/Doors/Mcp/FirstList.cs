using System.Text;
using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.Http.Features;

namespace HydraBot.Doors.Mcp;

/// <summary>
/// Asks the door for its tools once while the house starts: the code on that way is made ready by then, so that the first client does not wait for it.
/// Nobody is answered, nothing but the list is read, and no operation runs.
/// </summary>
internal sealed partial class FirstList(IServiceProvider services, ILogger<FirstList> logger) : IHostedLifecycleService
{
    private static readonly byte[] Question = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""");

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
            if (endpoint?.RequestDelegate is not { } answer)
                return;
            await using var scope = services.CreateAsyncScope();
            using var said = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (context.Request.Method, context.Request.Path, context.Request.ContentType, context.Request.Body) = ("POST", "/mcp", "application/json", new MemoryStream(Question));
            context.Request.Headers.Accept = "application/json, text/event-stream";
            context.Request.Headers["MCP-Protocol-Version"] = "2025-11-25";
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(said));
            context.Features.Set(new Caller(CallerKind.Schedule, "start", "the start", AccessLevel.Owner));
            context.SetEndpoint(endpoint);
            await answer(context);
            LogAsked(context.Response.StatusCode, said.Length);
        }
        catch (Exception exception)
        {
            // The first client waits a little, and nothing else is lost.
            LogNotAsked(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The tools were listed once at the start: {Status}, {Length} bytes")]
    private partial void LogAsked(int status, long length);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tools could not be listed at the start")]
    private partial void LogNotAsked(Exception exception);
}
