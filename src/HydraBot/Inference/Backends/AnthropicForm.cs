using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>The form that an answer is to have: a schema by Anthropic's own structured outputs, any JSON by asking for it.</summary>
internal static class AnthropicForm
{
    public static JsonObject? Of(JsonNode? format)
    {
        if (JsonText.Of(format?["type"]) != "json_schema" || format!["json_schema"]?["schema"] is not JsonObject schema)
            return null;
        var closed = (JsonObject)schema.DeepClone();
        Close(closed);
        return new JsonObject { ["type"] = "json_schema", ["schema"] = closed };
    }

    public static IEnumerable<string> Wish(JsonNode? format) =>
        JsonText.Of(format?["type"]) == "json_object" ? ["Answer with one JSON object and with nothing before or after it."] : [];

    /// <summary>Every object of a schema says there that it has no further members.</summary>
    private static void Close(JsonNode? schema)
    {
        if (schema is JsonArray several)
        {
            foreach (var one in several)
                Close(one);
        }

        if (schema is not JsonObject members)
            return;
        if (JsonText.Of(members["type"]) == "object")
            members.TryAdd("additionalProperties", false);
        foreach (var (_, value) in members.ToArray())
            Close(value);
    }
}
