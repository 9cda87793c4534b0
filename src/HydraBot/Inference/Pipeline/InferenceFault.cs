using System.Text.Json;

namespace HydraBot.Inference.Pipeline;

/// <summary>Why a program gets no answer, in the words and the shape of OpenAI's errors.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">OpenAI's type, such as <c>invalid_request_error</c>.</param>
/// <param name="Code">Stable; programs decide by it.</param>
/// <param name="Message">What was wrong and what is allowed.</param>
internal sealed record InferenceFault(int Status, string Type, string Code, string Message)
{
    /// <summary>The member of the request that is wrong.</summary>
    public string? Param { get; init; }

    /// <summary>When to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static InferenceFault Invalid(string message, string? param = null) => new(400, "invalid_request_error", "invalid_request", message) { Param = param };

    public static InferenceFault NoModel(string message) => new(404, "invalid_request_error", "model_not_found", message) { Param = "model" };

    public static InferenceFault Unavailable(string message) => new(503, "server_error", "no_backend", message);

    public static InferenceFault Broken(string message) => new(502, "server_error", "stream_interrupted", message);

    /// <summary><c>{"error": {message, type, param, code}}</c>.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
        {
            json.WriteStartObject();
            json.WriteStartObject("error"u8);
            json.WriteString("message"u8, Message);
            json.WriteString("type"u8, Type);
            json.WriteString("param"u8, Param);
            json.WriteString("code"u8, Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The same as an event of a stream that has begun.</summary>
    public byte[] ToEvent() => [.. "data: "u8, .. ToJson(), .. "\n\n"u8];
}

/// <summary>Ends a call with a fault.</summary>
internal sealed class InferenceFaultException(InferenceFault fault) : Exception(fault.Message)
{
    public InferenceFault Fault { get; } = fault;
}
