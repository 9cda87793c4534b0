using HydraBot.DiscordEmulator.Page;
using HydraBot.DiscordEmulator.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.DiscordEmulator;

/// <summary>The web server around the parts: which address leads where.</summary>
internal static class EmulatorServer
{
    private const long MaxRequestBytes = 32 * 1024 * 1024;

    public static WebApplication Build(EmulatorParts parts, Uri url, ILoggerFactory loggers)
    {
        // Empty: no settings files, no environment. Those are the host's; this server is told everything here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "HydraBot.DiscordEmulator" });
        builder.Services.AddRoutingCore();
        // What concerns people is logged by the parts, and a failed start is an exception: the server itself has nothing to add.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseUrls(url.ToString());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var server = builder.Build();
        var mishaps = new Mishaps(loggers.CreateLogger<Mishaps>());
        server.Use(next => context => mishaps.WatchAsync(context, next));
        server.Use(next => context => LoopbackGuard.PassAsync(context, next));
        server.UseWebSockets();
        server.Use(next => context => context.Request.Path.StartsWithSegments("/api", out var rest) ? ExplainAsync(context, rest, next) : next(context));
        server.Use(next => context => context.GetEndpoint() is null && !context.Request.Path.StartsWithSegments("/api") ? parts.Page.PageAsync(context) : next(context));
        Map(server, parts);
        return server;
    }

    private static void Map(IEndpointRouteBuilder server, EmulatorParts parts)
    {
        foreach (var route in parts.Routes.All)
            server.MapMethods($"/api/v10/{route.Template}", [route.Method], context => parts.Rest.AnswerAsync(context, route));
        server.Map("/gateway", parts.Gateway.AcceptAsync);
        server.MapGet("/attachments/{channel}/{attachment}/{file}", parts.Page.AttachmentAsync);
        server.MapGet("/avatars/{user}/{file}", parts.Page.AvatarAsync);
        server.MapGet("/emulator/members", DeskEndpoints.Local(parts.Desk.MembersAsync));
        server.MapPost("/emulator/applications", DeskEndpoints.Local(parts.Desk.AddApplicationAsync));
        server.MapPost("/emulator/guilds", DeskEndpoints.Local(parts.Desk.AddGuildAsync));
        server.MapGet("/emulator/voice", DeskEndpoints.Local(parts.Calls.AnswerAsync));
        server.MapPost("/emulator/faults", DeskEndpoints.Local(parts.Desk.ThrowFaultAsync));
    }

    /// <summary>Gives the API's own words to what routing refuses: no such route, no such method, another version.</summary>
    private static async Task ExplainAsync(HttpContext context, PathString rest, RequestDelegate next)
    {
        if (!rest.StartsWithSegments("/v10"))
        {
            context.Response.StatusCode = Refusal.InvalidApiVersion.Status;
            await RestServer.WriteAsync(context, Refusal.InvalidApiVersion.ToJson());
            return;
        }
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
        {
            var message = context.Response.StatusCode == StatusCodes.Status404NotFound ? "404: Not Found" : "405: Method Not Allowed";
            await RestServer.WriteAsync(context, new DiscordException(context.Response.StatusCode, 0, message).ToJson());
        }
    }
}
