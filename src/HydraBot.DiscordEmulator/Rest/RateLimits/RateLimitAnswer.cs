using System.Globalization;

namespace HydraBot.DiscordEmulator.Rest.RateLimits;

/// <summary>Writes the rate-limit headers, and the 429 in its three scopes.</summary>
internal static class RateLimitAnswer
{
    public static void WriteHeaders(HttpResponse response, RateLimitState state)
    {
        response.Headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = (state.ResetAt.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset-After"] = state.ResetAfter.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Bucket"] = state.Hash;
    }

    /// <summary>The body of a 429; its headers go onto <paramref name="response"/>. Scope: <c>user</c>, <c>global</c> or <c>shared</c>.</summary>
    public static JsonObject TooMany(HttpResponse response, TimeSpan retryAfter, string scope)
    {
        var seconds = Math.Max(retryAfter.TotalSeconds, 0.001);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Scope"] = scope;
        if (scope == "global")
            response.Headers["X-RateLimit-Global"] = "true";
        var message = scope == "shared" ? "The resource is being rate limited." : "You are being rate limited.";
        return new JsonObject { ["message"] = message, ["retry_after"] = Math.Round(seconds, 3), ["global"] = scope == "global" };
    }
}
