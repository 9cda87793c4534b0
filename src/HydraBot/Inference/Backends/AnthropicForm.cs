using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>The form that an answer is to have: a schema by Anthropic's own structured outputs, any JSON by asking for it.</summary>
internal static class AnthropicForm
{
    private static readonly AIJsonSchemaTransformOptions Closed = new() { DisallowAdditionalProperties = true };

    public static void Put(ChatOptions options, JsonObject said, JsonNode? format)
    {
        if (JsonText.Of(format?["type"]) != "json_schema" || format!["json_schema"]?["schema"] is not JsonObject schema)
            return;
        // The library says in words what Anthropic's schemas have no rule for, and drops without a word a schema that names no properties.
        if (schema["properties"] is JsonObject)
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(AnthropicParts.Element(schema));
        else
            said["output_config"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonObject.Create(AIJsonUtilities.TransformSchema(AnthropicParts.Element(schema), Closed)) } };
    }

    public static IEnumerable<string> Wish(JsonNode? format) =>
        JsonText.Of(format?["type"]) == "json_object" ? ["Answer with one JSON object and with nothing before or after it."] : [];
}
