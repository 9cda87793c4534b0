using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Turns a request in OpenAI's words into one in Anthropic's, which is stricter: what it would refuse and can be said otherwise is said otherwise.</summary>
internal static class AnthropicQuestion
{
    /// <summary>Anthropic wants a limit; where the caller sets none, this is one that every model takes.</summary>
    private const int StandardTokens = 4096;

    /// <summary>The longest <c>metadata.user_id</c>.</summary>
    private const int LongestUser = 256;

    public static JsonObject Of(JsonObject asked)
    {
        var messages = (asked["messages"] as JsonArray ?? throw AnthropicParts.Invalid("'messages' is a list.", "messages")).OfType<JsonObject>().ToArray();
        if (asked["n"] is JsonValue choices && choices.TryGetValue<int>(out var n) && n > 1)
            throw AnthropicParts.Invalid("Anthropic's API gives one answer to a question; 'n' is 1 there.", "n");
        var names = AnthropicNames.Of(asked);
        var question = new JsonObject
        {
            ["model"] = asked["model"]?.DeepClone(),
            ["max_tokens"] = (asked["max_completion_tokens"] ?? asked["max_tokens"])?.DeepClone() ?? StandardTokens,
            ["messages"] = AnthropicTurns.Of(messages.Where(message => !IsSystem(message)), names),
        };
        string[] system = [.. messages.Where(IsSystem).SelectMany(message => AnthropicParts.Texts(message["content"])), .. AnthropicForm.Wish(asked["response_format"])];
        if (system.Length > 0)
            question["system"] = string.Join("\n\n", system);
        // OpenAI's reaches to 2; above 1 there is nothing here.
        if (asked["temperature"] is JsonValue temperature && temperature.TryGetValue<double>(out var degree))
            question["temperature"] = degree > 1 ? 1 : temperature.DeepClone();
        foreach (var same in (string[])["top_p", "top_k", "stream"])
        {
            if (asked[same] is { } value)
                question[same] = value.DeepClone();
        }

        JsonNode?[] stops = [.. (asked["stop"] as JsonArray ?? [asked["stop"]?.DeepClone()]).Where(stop => !string.IsNullOrWhiteSpace(JsonText.Of(stop))).Select(stop => stop?.DeepClone())];
        if (stops.Length > 0)
            question["stop_sequences"] = new JsonArray(stops);
        if (JsonText.Of(asked["user"]) is { Length: > 0 and <= LongestUser } user)
            question["metadata"] = new JsonObject { ["user_id"] = user };
        if (AnthropicForm.Of(asked["response_format"]) is { } form)
            question["output_config"] = new JsonObject { ["format"] = form };
        AnthropicTools.Put(question, asked, names);
        return question;
    }

    private static bool IsSystem(JsonObject message) => JsonText.Of(message["role"]) is "system" or "developer";
}
