using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting;

namespace HydraBot.ForeignTools.Definitions;

/// <summary>
/// A schema of others in the part of JSON Schema that the house reads, whatever it is made of: what is not understood is left out, so that more fits
/// and the server itself judges. Texts are short, and without characters that hide.
/// </summary>
internal static class OfferedSchema
{
    private const int Deepest = 6, MostProperties = 64, MostChoices = 64, LongestText = 200, LongestName = 64, LongestSchema = 8 * 1024;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];

    private static readonly string[] Combined = ["allOf", "anyOf", "oneOf", "not", "if", "patternProperties", "$ref", "dependentSchemas"];

    /// <summary>Of a tool's arguments: an object. Where it would fill a model's context, names and types of the first level are left.</summary>
    public static JsonElement Arguments(JsonElement schema)
    {
        var whole = Arguments(schema, Deepest, LongestText);
        return whole.GetRawText().Length <= LongestSchema ? whole : Arguments(schema, 1, 0);
    }

    private static JsonElement Arguments(JsonElement schema, int deepest, int longestText)
    {
        var plain = Of(schema, deepest, longestText);
        plain["type"] = "object";
        plain["properties"] ??= new JsonObject();
        plain["additionalProperties"] ??= true;
        return JsonElement.Parse(plain.ToJsonString());
    }

    private static JsonObject Of(JsonElement schema, int floors, int longestText)
    {
        var plain = new JsonObject();
        if (schema.ValueKind != JsonValueKind.Object || floors < 0)
            return plain;
        if (Type(schema) is { } type)
            plain["type"] = type;
        if (longestText > 0 && Text(schema, "description") is { Length: > 0 } description)
            plain["description"] = PlainText.Cut(PlainText.Clean(description), longestText);
        if (List(schema, "enum") is { Length: > 0 and <= MostChoices } choices && choices.All(choice => choice.GetRawText().Length <= longestText))
            plain["enum"] = new JsonArray([.. choices.Select(choice => JsonNode.Parse(choice.GetRawText()))]);
        foreach (var bound in (string[])["minimum", "maximum"])
        {
            if (schema.TryGetProperty(bound, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
                plain[bound] = JsonNode.Parse(value.GetRawText());
        }

        foreach (var bound in (string[])["minLength", "maxLength"])
        {
            if (schema.TryGetProperty(bound, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
                plain[bound] = number;
        }

        if (schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object)
            plain["items"] = Of(items, floors - 1, longestText);
        Properties(schema, plain, floors, longestText);
        return plain;
    }

    private static void Properties(JsonElement schema, JsonObject plain, int floors, int longestText)
    {
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return;
        var known = new JsonObject();
        foreach (var property in properties.EnumerateObject().Where(property => IsName(property.Name)).Take(MostProperties))
            known[property.Name] = Of(property.Value, floors - 1, longestText);
        plain["properties"] = known;
        plain["required"] = new JsonArray(
        [
            .. List(schema, "required").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).Where(IsName).Distinct(StringComparer.Ordinal)
                .Take(MostProperties).Select(name => JsonValue.Create(name)),
        ]);
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False
            && known.Count == properties.EnumerateObject().Select(property => property.Name).Distinct(StringComparer.Ordinal).Count() && !Combined.Any(name => schema.TryGetProperty(name, out _));
        plain["additionalProperties"] = !closed;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && PlainText.Clean(name) == name;

    /// <summary>One type, or several; none where a word of them is none.</summary>
    private static JsonNode? Type(JsonElement schema)
    {
        if (Text(schema, "type") is { } one)
            return Types.Contains(one) ? JsonValue.Create(one) : null;
        var several = List(schema, "type");
        return several.Length > 0 && several.All(type => type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString()))
            ? new JsonArray([.. several.Select(type => JsonValue.Create(type.GetString()))])
            : null;
    }

    private static string? Text(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement[] List(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}
