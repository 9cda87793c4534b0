using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.Tests.Workshops;

/// <summary>A program on a socket that stands in for a real one.</summary>
internal abstract class StandIn : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>When set, answers everything itself.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Answers before any key is asked for, where it returns true.</summary>
    protected Func<HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>The key that is asked for, as the header holds it; null asks for none.</summary>
    public (string Header, string Value)? Key { get; set; }

    /// <summary>Method, path and body of what was asked, oldest first.</summary>
    public ConcurrentQueue<(string Call, string Body)> Asked { get; } = new();

    public string Url => _app!.Urls.Single();

    public virtual async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    protected abstract void Map(WebApplication app);

    protected static async Task<T> StartAsync<T>(T standIn)
        where T : StandIn
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Use(async (context, next) =>
        {
            context.Request.EnableBuffering();
            var body = context.WebSockets.IsWebSocketRequest ? "" : await new StreamReader(context.Request.Body, leaveOpen: true).ReadToEndAsync();
            context.Request.Body.Position = 0;
            standIn.Asked.Enqueue(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", body));
            if (standIn.Instead is { } instead)
                await instead(context);
            else if (standIn.Before is { } before && await before(context))
                return;
            else if (standIn.Key is { } key && context.Request.Headers[key.Header] != key.Value)
                await Json(context, 401, """{"message":"unauthorized"}""");
            else
                await next(context);
        });
        standIn._app = app;
        standIn.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return standIn;
    }

    public static Task Json(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    protected static Task Json(HttpContext context, JsonNode json) => Json(context, 200, json.ToJsonString());

    protected static async Task<JsonNode> BodyAsync(HttpContext context) => (await JsonNode.ParseAsync(context.Request.Body))!;
}
