using System.Globalization;
using HydraBot.Inference.Pipeline;
using Microsoft.AspNetCore.Http.Features;

namespace HydraBot.Doors.Http.Inference;

/// <summary>Passes an answer on to a program, byte by byte as it comes.</summary>
internal sealed class HttpSink(HttpContext context) : IAnswerSink
{
    public bool Begun { get; private set; }

    public void Begin(AnswerHead head)
    {
        Begun = true;
        var response = context.Response;
        response.StatusCode = head.Status;
        response.ContentType = head.MediaType == "text/event-stream" ? "text/event-stream; charset=utf-8" : head.MediaType;
        response.ContentLength = head.Length;
        var headers = response.Headers;
        headers.CacheControl = "no-cache";
        if (head.Length is null)
            headers["X-Accel-Buffering"] = "no";
        Name("X-HydraBot-Endpoint", head.Endpoint);
        Name("X-HydraBot-Model", head.Model);
        Name("X-HydraBot-Cache", head.Cache);
        Name("X-HydraBot-Route", head.Route);
        Name("X-Request-Id", head.RequestId ?? context.CorrelationId);
        if (head.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
            headers["Retry-After-Ms"] = Math.Ceiling(wait.TotalMilliseconds).ToString("0", CultureInfo.InvariantCulture);
        }

        void Name(string header, string? value)
        {
            if (value is { Length: > 0 })
                headers[header] = value.All(letter => letter is >= ' ' and <= '~') ? value : Uri.EscapeDataString(value);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var flushed = await context.Response.BodyWriter.WriteAsync(bytes, cancellationToken);
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new UnwantedException("The caller went away.");
    }
}
