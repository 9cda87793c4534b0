using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HydraBot.Tests.Memory;

/// <summary>A web server with one page, on a socket of this machine.</summary>
public sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("nothing");

    /// <summary>What it was asked, and the validators that came along.</summary>
    public ConcurrentQueue<(string Path, string Tag, string Since)> Asked { get; } = new();

    public static async Task<PageServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new PageServer(app);
        app.Run(context =>
        {
            server.Asked.Enqueue((context.Request.Path, context.Request.Headers.IfNoneMatch.ToString(), context.Request.Headers.IfModifiedSince.ToString()));
            return server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers with a page, or that it is as it was.</summary>
    public void Show(string type, string body, string? tag = null) => Answer = context =>
    {
        if (tag is not null && context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        context.Response.ContentType = type;
        if (tag is not null)
            context.Response.Headers.ETag = tag;
        return context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
