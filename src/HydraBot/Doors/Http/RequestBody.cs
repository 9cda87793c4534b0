using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http;

/// <summary>Reads a JSON body strictly: bounded, one media type, no property twice, faults with their place.</summary>
internal static class RequestBody
{
    /// <summary>Bytes.</summary>
    public const int Limit = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>The body as a JSON value; no body is an empty object.</summary>
    /// <exception cref="ProblemException">It is too large, of another type, or no JSON.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, int limit = Limit)
    {
        var bytes = await BytesAsync(context, limit);
        if (bytes.Length == 0)
            return Nothing;
        if (!context.Request.HasJsonContentType())
        {
            var type = context.Request.ContentType is { Length: > 0 } given ? $"'{given}'" : "missing";
            throw new ProblemException(ProblemKind.WrongMediaType.Of($"The Content-Type is {type}; allowed is application/json."));
        }

        return Parse(bytes);
    }

    /// <summary>The body as an object of a known shape.</summary>
    /// <exception cref="ProblemException">It is no such object.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpContext context) =>
        await ReadAsync(context) is { ValueKind: JsonValueKind.Object } body
            ? body
            : throw new ProblemException(ProblemKind.WrongArguments.Of("The body is a JSON object of arguments by name."));

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
            throw TooLarge(limit);

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
                throw TooLarge(limit);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            throw Malformed("it is not UTF-8");
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var value = document.RootElement.Clone();
            CheckTexts(value);
            return value;
        }
        catch (JsonException exception)
        {
            var place = exception is { LineNumber: { } line, BytePositionInLine: { } at }
                ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {at + 1}: ")
                : "";
            throw Malformed($"{place}{Reason(exception.Message)}");
        }
    }

    /// <summary>Half of a surrogate pair is legal in JSON's grammar and no text; it is found here rather than in the middle of the road.</summary>
    private static void CheckTexts(JsonElement value)
    {
        try
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    _ = value.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray())
                        CheckTexts(item);
                    break;
                case JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        _ = property.Name;
                        CheckTexts(property.Value);
                    }

                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw Malformed("a string holds half of a surrogate pair, which is no Unicode text");
        }
    }

    /// <summary>The parser appends its own zero-based place, which would stand beside ours.</summary>
    private static string Reason(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end ? message[..end] : message;

    private static ProblemException Malformed(string reason) =>
        new(ProblemKind.MalformedBody.Of($"The body is not JSON: {reason}{(reason.EndsWith('.') ? "" : ".")}"));

    private static ProblemException TooLarge(int limit) => new(ProblemKind.BodyTooLarge.Of(
        string.Create(CultureInfo.InvariantCulture, $"The body has more than {limit:N0} bytes, which is the limit.")));
}
