using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>The tools of a request, and how they may be used.</summary>
internal static class AnthropicTools
{
    public static void Put(JsonObject question, JsonObject asked, AnthropicNames names)
    {
        JsonNode[] tools = [.. (asked["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(tool => Tool(tool, names))];
        if (tools.Length == 0)
        {
            // A conversation in which tools were used is refused without them, also when none is offered any more.
            tools = [.. names.Told.Select(name => new JsonObject { ["name"] = name, ["input_schema"] = new JsonObject { ["type"] = "object" } })];
            if (tools.Length > 0)
                (question["tools"], question["tool_choice"]) = (new JsonArray(tools), new JsonObject { ["type"] = "none" });
            return;
        }

        question["tools"] = new JsonArray(tools);
        var choice = Choice(asked["tool_choice"], names);
        if (asked["parallel_tool_calls"] is JsonValue several && several.TryGetValue<bool>(out var parallel) && !parallel)
        {
            choice ??= new JsonObject { ["type"] = "auto" };
            if (JsonText.Of(choice["type"]) != "none")
                choice["disable_parallel_tool_use"] = true;
        }

        if (choice is not null)
            question["tool_choice"] = choice;
    }

    private static JsonObject Tool(JsonObject tool, AnthropicNames names)
    {
        if (tool["function"] is not JsonObject function || JsonText.Of(function["name"]) is not { Length: > 0 } name)
            throw AnthropicParts.Invalid("A tool has a 'function' with a name.", "tools");
        var schema = function["parameters"]?.DeepClone() as JsonObject ?? [];
        schema.TryAdd("type", "object");
        var told = new JsonObject { ["name"] = names.Tell(name), ["input_schema"] = schema };
        if (JsonText.Of(function["description"]) is { Length: > 0 } description)
            told["description"] = description;
        return told;
    }

    private static JsonObject? Choice(JsonNode? choice, AnthropicNames names) => choice switch
    {
        JsonValue value => JsonText.Of(value) switch
        {
            "none" => new JsonObject { ["type"] = "none" },
            "required" => new JsonObject { ["type"] = "any" },
            "auto" => new JsonObject { ["type"] = "auto" },
            _ => null,
        },
        JsonObject named when JsonText.Of(named["function"]?["name"]) is { } name => new JsonObject { ["type"] = "tool", ["name"] = names.Tell(name) },
        _ => null,
    };
}
