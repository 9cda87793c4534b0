using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Inference.Pipeline;

/// <summary>How the pipeline reads JSON of others, and writes its own.</summary>
internal static class JsonText
{
    /// <summary>An answer is JSON and never markup: quotes and letters beyond ASCII stay themselves.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A member that is there twice would fail later, wherever it is looked at.</summary>
    public static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <summary>An object to look into and to change.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Object(ReadOnlySpan<byte> json) => JsonNode.Parse(json, nodeOptions: null, Reading) as JsonObject ?? throw new JsonException("It is no JSON object.");

    /// <summary>The text that a node is; null where it is anything else.</summary>
    /// <exception cref="JsonException">It has half a letter.</exception>
    public static string? Of(JsonNode? node) => Read(() => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null);

    /// <summary>Looks into JSON of others: half a letter shows only then.</summary>
    /// <exception cref="JsonException">A text in it has half a letter.</exception>
    public static T Read<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text in it has half a letter.", exception);
        }
    }

    /// <summary>A node as it is sent.</summary>
    /// <exception cref="JsonException">A text in it has half a letter.</exception>
    public static byte[] Bytes(JsonNode node) => Read(() =>
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            node.WriteTo(json);
        return buffer.ToArray();
    });

    /// <summary>The same as an event of a stream.</summary>
    public static byte[] Event(JsonNode node) => [.. "data: "u8, .. Bytes(node), .. "\n\n"u8];

    /// <summary>A string as a JSON token, quotes included.</summary>
    public static byte[] Token(string text)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            json.WriteStringValue(text);
        return buffer.ToArray();
    }
}
