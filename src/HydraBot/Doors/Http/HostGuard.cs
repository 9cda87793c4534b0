using System.Net;
using HydraBot.Doors.Http.Problems;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Http;

/// <summary>On a loopback address only loopback's names are served, so that a web page cannot reach the door by a name of its own that resolves here.</summary>
internal sealed class HostGuard(RequestDelegate next, IOptions<HttpDoorOptions> options)
{
    private readonly bool _loopback = IsLoopback(new Uri(options.Value.Url).Host);

    public Task InvokeAsync(HttpContext context) =>
        !_loopback || IsLoopback(context.Request.Host.Host)
            ? next(context)
            : new ProblemAnswer(ProblemKind.WrongHost.Of($"The host '{context.Request.Host.Host}' is not served; allowed are localhost, 127.0.0.1 and [::1].")).ExecuteAsync(context);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
