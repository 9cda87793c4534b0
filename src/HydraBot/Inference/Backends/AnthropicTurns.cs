using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>
/// The turns of a conversation as Anthropic takes them: a person begins, nobody says nothing, and all results of a turn's tools stand together at the
/// beginning of the turn that follows.
/// </summary>
internal static class AnthropicTurns
{
    /// <summary>Stands where a conversation begins with the model's own words, or with none.</summary>
    private const string Beginning = "(The conversation begins.)";

    public static JsonArray Of(IEnumerable<JsonObject> messages, AnthropicNames names)
    {
        var turns = new List<(string Role, List<JsonNode> Blocks)>();
        foreach (var message in messages)
        {
            var role = JsonText.Of(message["role"]) == "assistant" ? "assistant" : "user";
            if (turns.Count == 0 || turns[^1].Role != role)
                turns.Add((role, []));
            turns[^1].Blocks.AddRange(Blocks(message, names));
        }

        Trim(turns);
        turns.RemoveAll(turn => turn.Blocks.Count == 0);
        if (turns is not [("user", _), ..])
            turns.Insert(0, ("user", [new JsonObject { ["type"] = "text", ["text"] = Beginning }]));
        return [.. turns.Select(turn => (JsonNode)new JsonObject { ["role"] = turn.Role, ["content"] = new JsonArray([.. turn.Blocks.OrderBy(block => !Is(block, "tool_result"))]) })];
    }

    /// <summary>The model goes on with its own last words, which may not end in white space.</summary>
    private static void Trim(List<(string Role, List<JsonNode> Blocks)> turns)
    {
        if (turns is [.., ("assistant", var last)] && last is [.., { } end] && Is(end, "text"))
            end["text"] = JsonText.Of(end["text"])!.TrimEnd();
    }

    private static IEnumerable<JsonNode> Blocks(JsonObject message, AnthropicNames names)
    {
        if (JsonText.Of(message["role"]) == "tool")
        {
            return
            [
                new JsonObject
                {
                    ["type"] = "tool_result",
                    ["tool_use_id"] = AnthropicNames.Id(JsonText.Of(message["tool_call_id"]) ?? throw AnthropicParts.Invalid("The result of a tool says which call it answers: 'tool_call_id'.", "messages")),
                    ["content"] = string.Join('\n', AnthropicParts.Texts(message["content"])),
                },
            ];
        }

        return AnthropicParts.Of(message["content"]).Concat((message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>().Select(call => Use(call, names)));
    }

    private static JsonObject Use(JsonObject call, AnthropicNames names)
    {
        if (JsonText.Of(call["id"]) is not { Length: > 0 } id || JsonText.Of(call["function"]?["name"]) is not { } name)
            throw AnthropicParts.Invalid("A tool call has an 'id' and a 'function' with its name.", "messages");
        return new JsonObject { ["type"] = "tool_use", ["id"] = AnthropicNames.Id(id), ["name"] = names.Tell(name), ["input"] = Arguments(JsonText.Of(call["function"]?["arguments"])) };
    }

    private static JsonObject Arguments(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) || text.Trim() == "null" ? [] : JsonText.Object(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            throw AnthropicParts.Invalid("The arguments of a tool call are no JSON object.", "messages");
        }
    }

    private static bool Is(JsonNode block, string type) => JsonText.Of(block["type"]) == type;
}
