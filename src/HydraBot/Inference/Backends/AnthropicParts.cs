using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>What one message says.</summary>
internal static class AnthropicParts
{
    /// <summary>Text that is nothing but white space is refused, and left out.</summary>
    public static IEnumerable<AIContent> Of(JsonNode? content) => content switch
    {
        JsonArray parts => parts.OfType<JsonObject>().Select(Part).OfType<AIContent>(),
        _ => Said(JsonText.Of(content)) is { } text ? [text] : [],
    };

    /// <summary>Its text alone, part by part.</summary>
    public static IEnumerable<string> Texts(JsonNode? content) => (content switch
    {
        JsonArray parts => parts.OfType<JsonObject>().Select(part => JsonText.Of(part["text"])).OfType<string>(),
        _ => JsonText.Of(content) is { } text ? [text] : [],
    }).Where(text => !string.IsNullOrWhiteSpace(text));

    public static InferenceFaultException Invalid(string message, string param) => new(InferenceFault.Invalid(message, param));

    /// <summary>JSON as the libraries take it.</summary>
    /// <exception cref="JsonException">A text in it has half a letter.</exception>
    public static JsonElement Element(JsonNode node) => JsonElement.Parse(JsonText.Bytes(node));

    /// <summary>The same member by member.</summary>
    /// <exception cref="JsonException">A text in it has half a letter.</exception>
    public static Dictionary<string, JsonElement> Members(JsonObject node) => Element(node).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static TextContent? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : new TextContent(text);

    private static AIContent? Part(JsonObject part) => JsonText.Of(part["type"]) switch
    {
        "text" => Said(JsonText.Of(part["text"])),
        "refusal" => Said(JsonText.Of(part["refusal"])),
        "image_url" when JsonText.Of(part["image_url"]?["url"]) is { } url => Picture(url),
        var type => throw Invalid($"A part of type '{type}' cannot be sent to Anthropic; allowed are text and image_url.", "messages"),
    };

    private static AIContent Picture(string url)
    {
        // An address goes as it is: as a Uri it would be written another way, and a signed one would be worth nothing.
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return new AIContent { RawRepresentation = (ContentBlockParam)new ImageBlockParam { Source = new ImageBlockParamSource(new UrlImageSource(url)) } };
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var told = comma < 0 ? [] : url["data:".Length..comma].ToLowerInvariant().Split(';');
        if (told.Length == 0 || told[^1] != "base64")
            throw Invalid("A picture's data URL reads data:image/png;base64,...", "messages");
        var type = told[0] == "image/jpg" ? "image/jpeg" : told[0];
        if (type is not ("image/jpeg" or "image/png" or "image/gif" or "image/webp"))
            throw Invalid($"A picture of type '{type}' cannot be sent to Anthropic; allowed are image/jpeg, image/png, image/gif, image/webp.", "messages");
        try
        {
            return new DataContent($"data:{type};base64,{url[(comma + 1)..]}");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw Invalid("A picture's data URL has letters that are no base64.", "messages");
        }
    }
}
