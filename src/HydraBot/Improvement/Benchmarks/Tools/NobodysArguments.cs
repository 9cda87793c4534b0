using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Improvement.Benchmarks.Tools;

/// <summary>Arguments that fit a schema and name nothing that is there: whoever only reads answers them with a sentence, and never with a bug.</summary>
internal static class NobodysArguments
{
    private const string Name = "nothing-of-that-name";

    public static JsonElement Of(JsonElement schema)
    {
        var arguments = new JsonObject();
        if (schema.TryGetProperty("required", out var names))
        {
            foreach (var name in names.EnumerateArray().Select(name => name.GetString()!))
                arguments[name] = Value(schema.GetProperty("properties").GetProperty(name));
        }

        return JsonElement.Parse(arguments.ToJsonString());
    }

    private static JsonNode? Value(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var choices))
            return JsonNode.Parse(choices[0].GetRawText());
        var type = schema.TryGetProperty("type", out var named) ? named.ValueKind == JsonValueKind.Array ? named[0].GetString() : named.GetString() : "object";
        return type switch
        {
            "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" => Guid.Empty.ToString(),
            "string" => Name[..Math.Min(Name.Length, Limit(schema, "maxLength", Name.Length))].PadRight(Math.Min(Limit(schema, "minLength", 0), 1000), 'x'),
            "integer" or "number" => Limit(schema, "minimum", 1),
            "boolean" => false,
            "array" => schema.TryGetProperty("items", out var items) && Limit(schema, "minItems", 0) > 0 ? new JsonArray(Value(items)) : new JsonArray(),
            _ => new JsonObject(),
        };
    }

    private static int Limit(JsonElement schema, string name, int otherwise) =>
        schema.TryGetProperty(name, out var limit) && limit.TryGetInt32(out var value) ? value : otherwise;
}
