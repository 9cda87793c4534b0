using System.Net;

namespace HydraBot.DiscordEmulator.Page;

/// <summary>
/// Refuses requests that a web page elsewhere could make a browser send: a Host header that is not loopback (DNS rebinding), or an
/// Origin that is not. Members' tokens can be read here, so nobody but this machine may ask.
/// </summary>
internal static class LoopbackGuard
{
    private const string Explanation = "The emulator answers requests to and from loopback alone (127.0.0.1, localhost, [::1]).";

    public static Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (IsLoopback(context.Request.Host.Host) && HasOwnOrigin(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(Explanation, context.RequestAborted);
    }

    /// <summary>Whether the caller sits on this machine.</summary>
    public static bool IsLocalCaller(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool HasOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Authority == request.Host.Value);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
