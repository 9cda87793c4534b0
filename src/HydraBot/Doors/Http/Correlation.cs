using System.Text.RegularExpressions;
using Serilog.Context;

namespace HydraBot.Doors.Http;

/// <summary>Gives each request one id that runs from the caller's trace through logs to the audit entries, and says it in the answer.</summary>
internal sealed partial class Correlation(RequestDelegate next, TimeProvider time)
{
    public const string Header = "X-Correlation-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        context.CorrelationId = Given(context.Request.Headers) ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        context.Response.Headers[Header] = context.CorrelationId;
        using (LogContext.PushProperty("CorrelationId", context.CorrelationId))
            await next(context);
    }

    /// <summary>An id from outside is taken when it is harmless in logs; anything else is as good as none.</summary>
    private static string? Given(IHeaderDictionary headers)
    {
        if (headers[Header] is [{ } own] && Harmless().IsMatch(own))
            return own;
        return headers.TraceParent is [{ } trace] && TraceParent().Match(trace) is { Success: true } match ? match.Groups["trace"].Value : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,64}\z")]
    private static partial Regex Harmless();

    /// <summary>W3C Trace Context: version, trace id (not all zeros), span id, flags.</summary>
    [GeneratedRegex(@"\A(?!ff)[0-9a-f]{2}-(?<trace>(?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")]
    private static partial Regex TraceParent();
}
