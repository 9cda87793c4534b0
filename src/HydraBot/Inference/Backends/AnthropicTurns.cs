using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>
/// The turns of a conversation as Anthropic takes them: a person begins, nobody says nothing, and all results of a turn's tools stand together at the
/// beginning of the turn that follows.
/// </summary>
internal static class AnthropicTurns
{
    /// <summary>Stands where a conversation begins with the model's own words, or with none.</summary>
    private const string Beginning = "(The conversation begins.)";

    public static List<ChatMessage> Of(IEnumerable<JsonObject> messages, AnthropicNames names)
    {
        var turns = new List<ChatMessage>();
        foreach (var message in messages)
        {
            AIContent[] said = [.. Said(message, names)];
            if (said.Length == 0)
                continue;
            var role = JsonText.Of(message["role"]) == "assistant" ? ChatRole.Assistant : ChatRole.User;
            if (turns is not [.., { } last] || last.Role != role)
                turns.Add(last = new ChatMessage(role, new List<AIContent>()));
            foreach (var content in said)
                last.Contents.Add(content);
        }

        if (turns is not [{ } first, ..] || first.Role != ChatRole.User)
            turns.Insert(0, new ChatMessage(ChatRole.User, Beginning));
        return [.. turns.Select(turn => new ChatMessage(turn.Role, [.. turn.Contents.OrderBy(content => content is not FunctionResultContent)]))];
    }

    private static IEnumerable<AIContent> Said(JsonObject message, AnthropicNames names) => JsonText.Of(message["role"]) == "tool"
        ? [Result(message)]
        : AnthropicParts.Of(message["content"]).Concat((message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>().Select(call => Use(call, names)));

    private static FunctionResultContent Result(JsonObject message) => new(
        AnthropicNames.Id(JsonText.Of(message["tool_call_id"]) ?? throw AnthropicParts.Invalid("The result of a tool says which call it answers: 'tool_call_id'.", "messages")),
        string.Join('\n', AnthropicParts.Texts(message["content"])));

    private static FunctionCallContent Use(JsonObject call, AnthropicNames names)
    {
        if (JsonText.Of(call["id"]) is not { Length: > 0 } id || JsonText.Of(call["function"]?["name"]) is not { } name)
            throw AnthropicParts.Invalid("A tool call has an 'id' and a 'function' with its name.", "messages");
        return new FunctionCallContent(AnthropicNames.Id(id), names.Tell(name), Arguments(JsonText.Of(call["function"]?["arguments"])));
    }

    private static Dictionary<string, object?> Arguments(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) || text.Trim() == "null"
                ? []
                : AnthropicParts.Members(JsonText.Object(System.Text.Encoding.UTF8.GetBytes(text))).ToDictionary(member => member.Key, object? (member) => member.Value);
        }
        catch (JsonException)
        {
            throw AnthropicParts.Invalid("The arguments of a tool call are no JSON object.", "messages");
        }
    }
}
