using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>What one message says, in Anthropic's blocks.</summary>
internal static class AnthropicParts
{
    /// <summary>Text that is nothing but white space is refused, and left out.</summary>
    public static IEnumerable<JsonNode> Of(JsonNode? content) => content switch
    {
        JsonArray parts => parts.OfType<JsonObject>().Select(Part).OfType<JsonNode>(),
        _ => Said(JsonText.Of(content)) is { } text ? [text] : [],
    };

    /// <summary>Its text alone, part by part.</summary>
    public static IEnumerable<string> Texts(JsonNode? content) => (content switch
    {
        JsonArray parts => parts.OfType<JsonObject>().Select(part => JsonText.Of(part["text"])).OfType<string>(),
        _ => JsonText.Of(content) is { } text ? [text] : [],
    }).Where(text => !string.IsNullOrWhiteSpace(text));

    public static InferenceFaultException Invalid(string message, string param) => new(InferenceFault.Invalid(message, param));

    private static JsonObject? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : new JsonObject { ["type"] = "text", ["text"] = text };

    private static JsonObject? Part(JsonObject part) => JsonText.Of(part["type"]) switch
    {
        "text" => Said(JsonText.Of(part["text"])),
        "refusal" => Said(JsonText.Of(part["refusal"])),
        "image_url" when JsonText.Of(part["image_url"]?["url"]) is { } url => new JsonObject { ["type"] = "image", ["source"] = Picture(url) },
        var type => throw Invalid($"A part of type '{type}' cannot be sent to Anthropic; allowed are text and image_url.", "messages"),
    };

    private static JsonObject Picture(string url)
    {
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return new JsonObject { ["type"] = "url", ["url"] = url };
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var told = comma < 0 ? [] : url["data:".Length..comma].ToLowerInvariant().Split(';');
        if (told.Length == 0 || told[^1] != "base64")
            throw Invalid("A picture's data URL reads data:image/png;base64,...", "messages");
        var type = told[0] == "image/jpg" ? "image/jpeg" : told[0];
        if (type is not ("image/jpeg" or "image/png" or "image/gif" or "image/webp"))
            throw Invalid($"A picture of type '{type}' cannot be sent to Anthropic; allowed are image/jpeg, image/png, image/gif, image/webp.", "messages");
        return new JsonObject { ["type"] = "base64", ["media_type"] = type, ["data"] = url[(comma + 1)..] };
    }
}
