using System.Globalization;
using System.Text.Json;

namespace HydraBot.Inference.Backends;

/// <summary>Reads from a refusal what may be done about it.</summary>
internal static class BackendReply
{
    /// <summary>True when the fault lies in the request, so that no other backend would take it either.</summary>
    public static bool BlamesRequest(int status) => status is 400 or 413 or 415 or 422;

    /// <summary>True where it answers event by event.</summary>
    public static bool IsEventStream(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a refusal counts as; a wrong request is no fault of the backend.</summary>
    public static BackendFault FaultOf(int status) => status switch
    {
        _ when BlamesRequest(status) => BackendFault.None,
        429 => BackendFault.RateLimited,
        >= 500 => BackendFault.ServerError,
        _ => BackendFault.Denied,
    };

    /// <summary>When the backend wants to be asked again: RFC 9110, section 10.2.3, in seconds or as a date; or OpenAI's <c>retry-after-ms</c>.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var milliseconds)
            && double.TryParse(milliseconds.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < 86_400_000)
            return TimeSpan.FromMilliseconds(ms);
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            _ => null,
        };
    }

    /// <summary>The error in OpenAI's shape, if the body is one.</summary>
    public static byte[]? ErrorOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String
                ? body
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the error says, for people.</summary>
    public static string? MessageOf(byte[]? error)
    {
        if (error is null)
            return null;
        using var json = JsonDocument.Parse(error);
        var told = json.RootElement.GetProperty("error");
        return told.ValueKind == JsonValueKind.String ? told.GetString()
            : told.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
    }
}
