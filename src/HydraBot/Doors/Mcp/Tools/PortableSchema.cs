using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>Rewrites a schema into the part of JSON Schema that every client and every model's API takes.</summary>
/// <remarks>No references, no lists of types, no null: what may be null may be left out. Descriptions and bounds stay.</remarks>
internal static class PortableSchema
{
    private const int Deepest = 8;

    private static readonly string[] Kept =
        ["type", "description", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "items", "properties", "required", "additionalProperties"];

    /// <summary>Of the arguments: an object that takes nothing but them.</summary>
    public static JsonElement Input(JsonElement schema)
    {
        var root = JsonNode.Parse(schema.GetRawText())!.AsObject();
        var portable = Rewrite(root, root, 0);
        portable["type"] = "object";
        portable["properties"] ??= new JsonObject();
        portable["additionalProperties"] = false;
        return Element(portable);
    }

    /// <summary>Of a result: its first level, since a model reads the result itself and pays for every word of the schema.</summary>
    public static JsonElement Output(JsonElement schema)
    {
        var root = JsonNode.Parse(schema.GetRawText())!.AsObject();
        var properties = new JsonObject();
        foreach (var (name, property) in root["properties"]?.AsObject() ?? [])
            properties[name] = Type(Follow(property, root)) is { } type ? new JsonObject { ["type"] = type } : new JsonObject();
        return Element(new JsonObject { ["type"] = "object", ["properties"] = properties });
    }

    private static JsonObject Rewrite(JsonObject schema, JsonObject root, int depth)
    {
        schema = Follow(schema, root)!.AsObject();
        var portable = new JsonObject();
        if (Type(schema) is { } type)
            portable["type"] = type;
        foreach (var name in Kept.Where(name => name != "type" && schema[name] is not null))
        {
            portable[name] = name switch
            {
                "enum" => new JsonArray([.. schema["enum"]!.AsArray().Where(value => value is not null).Select(value => value!.DeepClone())]),
                "items" when depth < Deepest && schema["items"] is JsonObject items => Rewrite(items, root, depth + 1),
                "properties" when depth < Deepest => Properties(schema["properties"]!.AsObject(), root, depth),
                "required" => Required(schema, root),
                "items" or "properties" => new JsonObject(),
                _ => schema[name]!.DeepClone(),
            };
        }

        return portable;
    }

    private static JsonObject Properties(JsonObject properties, JsonObject root, int depth)
    {
        var portable = new JsonObject();
        foreach (var (name, property) in properties)
        {
            portable[name] = property is JsonObject schema ? Rewrite(schema, root, depth + 1) : new JsonObject();
            // What takes any JSON is an object to those who need to know beforehand.
            portable[name]!["type"] ??= "object";
        }

        return portable;
    }

    /// <summary>Without those that may be null: for them, leaving out says the same.</summary>
    private static JsonArray Required(JsonObject schema, JsonObject root) => new([.. schema["required"]!.AsArray()
        .Where(name => !MayBeNull(Follow(schema["properties"]?[name!.GetValue<string>()], root)))
        .Select(name => name!.DeepClone())]);

    private static bool MayBeNull(JsonNode? schema) => schema?["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null");

    private static string? Type(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type != "null"),
        JsonValue type => type.GetValue<string>(),
        _ => schema?["enum"] is not null ? "string" : null,
    };

    private static JsonNode? Follow(JsonNode? schema, JsonObject root)
    {
        for (var steps = 0; schema?["$ref"]?.GetValue<string>() is { } reference && steps < Deepest; steps++)
        {
            schema = reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Aggregate<string, JsonNode?>(root, (node, step) => node is JsonArray list && int.TryParse(step, out var at) ? list[at] : node?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);
        }

        return schema;
    }

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
