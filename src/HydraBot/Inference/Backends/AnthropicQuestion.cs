using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>
/// A request in OpenAI's words, as Anthropic's library takes it. Anthropic's API is stricter: what it would refuse and can be said otherwise is said otherwise.
/// </summary>
internal sealed record AnthropicQuestion(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>The longest <c>metadata.user_id</c>.</summary>
    private const int LongestUser = 256;

    private static readonly string[] Sampling = ["temperature", "top_p", "top_k"];

    public static AnthropicQuestion Of(JsonObject asked, string model, AnthropicNames names, AnthropicDislikes dislikes)
    {
        var messages = (asked["messages"] as JsonArray ?? throw AnthropicParts.Invalid("'messages' is a list.", "messages")).OfType<JsonObject>().ToArray();
        if (asked["n"] is JsonValue choices && choices.TryGetValue<int>(out var n) && n > 1)
            throw AnthropicParts.Invalid("Anthropic's API gives one answer to a question; 'n' is 1 there.", "n");
        var turns = AnthropicTurns.Of(messages.Where(message => !IsSystem(message)), names);
        var most = asked["max_completion_tokens"] ?? asked["max_tokens"];
        var options = new ChatOptions
        {
            MaxOutputTokens = most is JsonValue limit && limit.TryGetValue<int>(out var tokens) ? tokens : null,
            StopSequences = [.. (asked["stop"] as JsonArray ?? [asked["stop"]?.DeepClone()]).Select(JsonText.Of).OfType<string>().Where(stop => !string.IsNullOrWhiteSpace(stop))],
        };
        AnthropicTools.Put(options, asked, names, dislikes);
        options.Reasoning = AnthropicThoughts.Of(asked, turns, options, dislikes);
        var said = Plain(asked, dislikes, options.Reasoning is { Effort: not ReasoningEffort.None });
        said["model"] = model;
        said["max_tokens"] = most?.DeepClone() ?? AnthropicClients.StandardTokens;
        said["messages"] = new JsonArray();
        string[] system = [.. messages.Where(IsSystem).SelectMany(message => AnthropicParts.Texts(message["content"])), .. AnthropicForm.Wish(asked["response_format"])];
        if (system.Length > 0)
            said["system"] = string.Join("\n\n", system);
        AnthropicForm.Put(options, said, asked["response_format"]);
        var raw = AnthropicParts.Members(said);
        options.RawRepresentationFactory = _ => MessageCreateParams.FromRawUnchecked(new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>(), raw);
        return new AnthropicQuestion(turns, options);
    }

    /// <summary>What the library has no word for, or leaves out.</summary>
    private static JsonObject Plain(JsonObject asked, AnthropicDislikes dislikes, bool thinks)
    {
        var said = new JsonObject();
        foreach (var name in Sampling)
        {
            // Who thinks draws as it was taught to.
            if (asked[name] is { } value && !thinks && !dislikes.HasFlag(AnthropicDislikes.Sampling) && !(dislikes.HasFlag(AnthropicDislikes.Both) && name == "top_p" && said.ContainsKey("temperature")))
                said[name] = value.DeepClone();
        }

        // OpenAI's reaches to 2; above 1 there is nothing here.
        if (said["temperature"] is JsonValue temperature && temperature.TryGetValue<double>(out var degree) && degree > 1)
            said["temperature"] = 1;
        if (JsonText.Of(asked["user"]) is { Length: > 0 and <= LongestUser } user)
            said["metadata"] = new JsonObject { ["user_id"] = user };
        return said;
    }

    private static bool IsSystem(JsonObject message) => JsonText.Of(message["role"]) is "system" or "developer";
}
