using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HydraBot.Benchmarks.Inference;

/// <summary>
/// The least that a gateway can do: it hands bodies on, both ways, and looks at nothing: no key, no model, no choice, no limit, no record. What it adds is the price of a second server on this machine.
/// </summary>
internal static class LeastGateway
{
    public const string Verb = "least-gateway";

    public static async Task RunAsync(Uri backend)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 4096, UseCookies = false, AllowAutoRedirect = false });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(async context =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(backend, context.Request.Path.Value)) { Content = new StreamContent(context.Request.Body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
            using var response = await client.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            context.Response.ContentLength = response.Content.Headers.ContentLength;
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.Single());
        await app.WaitForShutdownAsync();
    }
}
