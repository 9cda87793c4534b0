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
    private const int Deepest = 6, MostProperties = 64, MostChoices = 64, LongestText = 200;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];

    private static readonly string[] Combined = ["allOf", "anyOf", "oneOf", "not", "if", "patternProperties", "$ref", "dependentSchemas"];

    /// <summary>Of a tool's arguments: an object.</summary>
    public static JsonElement Arguments(JsonElement schema)
    {
        var plain = Of(schema, 0);
        plain["type"] = "object";
        plain["properties"] ??= new JsonObject();
        plain["additionalProperties"] ??= true;
        return JsonElement.Parse(plain.ToJsonString());
    }

    private static JsonObject Of(JsonElement schema, int depth)
    {
        var plain = new JsonObject();
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
            return plain;
        if (Type(schema) is { } type)
            plain["type"] = type;
        if (Text(schema, "description") is { Length: > 0 } description)
            plain["description"] = PlainText.Cut(PlainText.Clean(description), LongestText);
        if (List(schema, "enum") is { Length: > 0 and <= MostChoices } choices)
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
            plain["items"] = Of(items, depth + 1);
        Properties(schema, plain, depth);
        return plain;
    }

    private static void Properties(JsonElement schema, JsonObject plain, int depth)
    {
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return;
        var known = new JsonObject();
        foreach (var property in properties.EnumerateObject().Take(MostProperties))
            known[property.Name] = Of(property.Value, depth + 1);
        plain["properties"] = known;
        plain["required"] = new JsonArray(
        [
            .. List(schema, "required").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).Distinct(StringComparer.Ordinal)
                .Take(MostProperties).Select(name => JsonValue.Create(name)),
        ]);
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False
            && properties.EnumerateObject().Count() <= MostProperties && !Combined.Any(name => schema.TryGetProperty(name, out _));
        plain["additionalProperties"] = !closed;
    }

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
