using System.Globalization;
using System.Net;
using System.Text.Json;

namespace HydraBot.Discord.Rest;

/// <summary>What an answer says of its rate limit. https://discord.com/developers/docs/topics/rate-limits#header-format</summary>
/// <param name="Bucket">The name that routes with a shared limit have in common; null when the route has none.</param>
/// <param name="Limit">Requests a window.</param>
/// <param name="Remaining">Requests left in this window.</param>
/// <param name="ResetAfter">Until the next window.</param>
/// <param name="RetryAfter">Set when this answer is a 429: the time to wait.</param>
/// <param name="Scope">Of a 429: <c>user</c>, <c>global</c> or <c>shared</c>.</param>
internal readonly record struct RateLimitHeaders(
    string? Bucket, int? Limit, int? Remaining, TimeSpan? ResetAfter, TimeSpan? RetryAfter, string? Scope)
{
    /// <summary>For a 429 that says nothing of the time, which a proxy in between may send.</summary>
    private static readonly TimeSpan UnstatedRetryAfter = TimeSpan.FromSeconds(1);

    public bool IsGlobal => Scope == "global";

    /// <summary>Discord does not count these as the bot's own fault.</summary>
    public bool IsShared => Scope == "shared";

    public static RateLimitHeaders Of(HttpResponseMessage response, string? errorBody)
    {
        var limited = response.StatusCode == HttpStatusCode.TooManyRequests;
        var (bodyRetry, bodyGlobal) = limited ? ReadBody(errorBody) : default;
        var scope = Text(response, "X-RateLimit-Scope") ?? (bodyGlobal || Text(response, "X-RateLimit-Global") is not null ? "global" : "user");
        return new RateLimitHeaders(
            Text(response, "X-RateLimit-Bucket"),
            (int?)Number(response, "X-RateLimit-Limit"),
            (int?)Number(response, "X-RateLimit-Remaining"),
            Seconds(Number(response, "X-RateLimit-Reset-After")),
            limited ? Seconds(bodyRetry ?? Number(response, "Retry-After")) ?? UnstatedRetryAfter : null,
            limited ? scope : null);
    }

    private static (double? RetryAfter, bool Global) ReadBody(string? body)
    {
        if (string.IsNullOrEmpty(body))
            return default;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return default;
            var retry = root.TryGetProperty("retry_after", out var after) && after.ValueKind == JsonValueKind.Number && after.TryGetDouble(out var seconds) ? seconds : (double?)null;
            return (retry, root.TryGetProperty("global", out var global) && global.ValueKind == JsonValueKind.True);
        }
        catch (JsonException)
        {
            // A proxy's page: the headers have to do.
            return default;
        }
    }

    private static string? Text(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static double? Number(HttpResponseMessage response, string name) =>
        double.TryParse(Text(response, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan? Seconds(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(Math.Clamp(s, 0, 86_400)) : null;
}
