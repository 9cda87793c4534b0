using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Turns a request in OpenAI's words into one in Anthropic's.</summary>
internal static class AnthropicQuestion
{
    /// <summary>Anthropic wants a limit; where the caller sets none, this is one that every model takes.</summary>
    private const int StandardTokens = 4096;

    public static JsonObject Of(JsonObject asked)
    {
        var messages = asked["messages"] as JsonArray ?? throw Invalid("'messages' is a list.", "messages");
        var system = messages.OfType<JsonObject>().Where(IsSystem).SelectMany(message => Texts(message["content"])).ToArray();
        var question = new JsonObject
        {
            ["model"] = asked["model"]?.DeepClone(),
            ["max_tokens"] = (asked["max_completion_tokens"] ?? asked["max_tokens"])?.DeepClone() ?? StandardTokens,
            ["messages"] = new JsonArray([.. messages.OfType<JsonObject>().Where(message => !IsSystem(message)).Select(Message)]),
        };
        if (system.Length > 0)
            question["system"] = string.Join("\n\n", system);
        Copy("temperature", "temperature");
        Copy("top_p", "top_p");
        Copy("stream", "stream");
        if (asked["stop"] is { } stop)
            question["stop_sequences"] = stop is JsonArray ? stop.DeepClone() : new JsonArray(stop.DeepClone());
        if (asked["user"] is { } user)
            question["metadata"] = new JsonObject { ["user_id"] = user.DeepClone() };
        if (asked["tools"] is JsonArray { Count: > 0 } tools)
            question["tools"] = new JsonArray([.. tools.OfType<JsonObject>().Select(Tool)]);
        if (Choice(asked["tool_choice"]) is { } choice)
            question["tool_choice"] = choice;
        return question;

        void Copy(string from, string to)
        {
            if (asked[from] is { } value)
                question[to] = value.DeepClone();
        }
    }

    private static bool IsSystem(JsonObject message) => Text(message["role"]) is "system" or "developer";

    private static JsonNode Message(JsonObject message)
    {
        var role = Text(message["role"]);
        if (role == "tool")
        {
            return new JsonObject
            {
                ["role"] = "user",
                ["content"] = new JsonArray(new JsonObject
                {
                    ["type"] = "tool_result",
                    ["tool_use_id"] = message["tool_call_id"]?.DeepClone(),
                    ["content"] = string.Join('\n', Texts(message["content"])),
                }),
            };
        }

        var parts = Parts(message["content"]);
        if (message["tool_calls"] is JsonArray calls)
        {
            foreach (var call in calls.OfType<JsonObject>())
                parts.Add((JsonNode)Use(call));
        }

        return new JsonObject { ["role"] = role is "assistant" ? "assistant" : "user", ["content"] = parts };
    }

    private static JsonObject Use(JsonObject call)
    {
        JsonNode? input;
        try
        {
            input = Text(call["function"]?["arguments"]) is { Length: > 0 } arguments ? JsonNode.Parse(arguments) : new JsonObject();
        }
        catch (JsonException)
        {
            throw Invalid("The arguments of a tool call are no JSON.", "messages");
        }

        return new JsonObject { ["type"] = "tool_use", ["id"] = call["id"]?.DeepClone(), ["name"] = call["function"]?["name"]?.DeepClone(), ["input"] = input };
    }

    private static JsonArray Parts(JsonNode? content) => content switch
    {
        JsonArray parts => new JsonArray([.. parts.OfType<JsonObject>().Select(Part)]),
        JsonValue value when Text(value) is { Length: > 0 } text => new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        _ => [],
    };

    private static JsonNode Part(JsonObject part)
    {
        if (Text(part["type"]) == "text")
            return new JsonObject { ["type"] = "text", ["text"] = part["text"]?.DeepClone() };
        if (Text(part["type"]) != "image_url" || Text(part["image_url"]?["url"]) is not { } url)
            throw Invalid($"A part of type '{Text(part["type"])}' cannot be sent to Anthropic; allowed are text and image_url.", "messages");
        if (!url.StartsWith("data:", StringComparison.Ordinal))
            return new JsonObject { ["type"] = "image", ["source"] = new JsonObject { ["type"] = "url", ["url"] = url } };
        var comma = url.IndexOf(',');
        if (comma < 0)
            throw Invalid("The picture's data URL has no comma.", "messages");
        return new JsonObject
        {
            ["type"] = "image",
            ["source"] = new JsonObject { ["type"] = "base64", ["media_type"] = url["data:".Length..comma].Split(';')[0], ["data"] = url[(comma + 1)..] },
        };
    }

    private static JsonNode Tool(JsonObject tool)
    {
        var function = tool["function"] as JsonObject ?? throw Invalid("A tool has a 'function'.", "tools");
        var told = new JsonObject { ["name"] = function["name"]?.DeepClone(), ["input_schema"] = function["parameters"]?.DeepClone() ?? new JsonObject { ["type"] = "object" } };
        if (function["description"] is { } description)
            told["description"] = description.DeepClone();
        return told;
    }

    private static JsonObject? Choice(JsonNode? choice) => choice switch
    {
        JsonValue value => Text(value) switch
        {
            "none" => new JsonObject { ["type"] = "none" },
            "required" => new JsonObject { ["type"] = "any" },
            "auto" => new JsonObject { ["type"] = "auto" },
            _ => null,
        },
        JsonObject named => new JsonObject { ["type"] = "tool", ["name"] = named["function"]?["name"]?.DeepClone() },
        _ => null,
    };

    private static IEnumerable<string> Texts(JsonNode? content) => content switch
    {
        JsonArray parts => parts.OfType<JsonObject>().Select(part => Text(part["text"])).OfType<string>(),
        JsonValue value when Text(value) is { } text => [text],
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static InferenceFaultException Invalid(string message, string param) => new(InferenceFault.Invalid(message, param));
}
