using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Discord;

/// <summary>What the fake answers.</summary>
internal sealed record FakeAnswer(int Status, string Body)
{
    private readonly Dictionary<string, string> _headers = [];

    public static FakeAnswer NoContent => new(204, "");

    /// <summary>Breaks the connection instead of answering.</summary>
    public static FakeAnswer Broken => new(0, "");

    public static FakeAnswer Json(string body) => new(200, body);

    public static FakeAnswer Limited(double retryAfter, string scope = "user") =>
        new FakeAnswer(429, FormattableString.Invariant($$$"""{"message":"You are being rate limited.","retry_after":{{{retryAfter}}},"global":{{{(scope == "global" ? "true" : "false")}}}}"""))
            .With("X-RateLimit-Scope", scope).With("Retry-After", Math.Ceiling(retryAfter).ToString(CultureInfo.InvariantCulture));

    public FakeAnswer With(string header, string value)
    {
        _headers[header] = value;
        return this;
    }

    public FakeAnswer WithLimit(string bucket, int limit, int remaining, double resetAfter) =>
        With("X-RateLimit-Bucket", bucket).With("X-RateLimit-Limit", $"{limit}").With("X-RateLimit-Remaining", $"{remaining}")
            .With("X-RateLimit-Reset-After", resetAfter.ToString(CultureInfo.InvariantCulture));

    public async Task WriteAsync(HttpContext context)
    {
        if (Status == 0)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = Status;
        foreach (var (name, value) in _headers)
            context.Response.Headers[name] = value;
        if (Status == 204)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Body);
    }
}
