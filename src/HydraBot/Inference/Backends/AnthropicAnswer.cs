using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>
/// What Anthropic's library read, in OpenAI's words. The converters of Microsoft.Extensions.AI.OpenAI 10.11.0 would say "stop" in every chunk of a stream, which then never
/// looks broken, and know no thoughts and no cached tokens.
/// </summary>
internal static class AnthropicAnswer
{
    /// <summary>A whole answer.</summary>
    public static JsonObject Of(ChatResponse answer, AnthropicNames names, long created)
    {
        var blocks = answer.Messages.SelectMany(said => said.Contents).ToArray();
        var message = new JsonObject { ["role"] = "assistant", ["content"] = Join(blocks.OfType<TextContent>().Select(text => text.Text)) };
        if (Join(blocks.OfType<TextReasoningContent>().Select(thought => thought.Text)) is { } thoughts)
            message["reasoning_content"] = thoughts;
        var calls = blocks.OfType<FunctionCallContent>().Select(JsonNode (call) => Call(call.CallId, names.Own(call.Name), Arguments(call))).ToArray();
        if (calls.Length > 0)
            message["tool_calls"] = new JsonArray(calls);
        return new JsonObject
        {
            ["id"] = answer.ResponseId,
            ["object"] = "chat.completion",
            ["created"] = created,
            ["model"] = answer.ModelId,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Reason(answer.FinishReason), ["logprobs"] = null }),
            ["usage"] = Usage(answer.Usage),
        };
    }

    /// <summary>OpenAI's word for why it ended.</summary>
    public static string Reason(ChatFinishReason? reason) => reason?.Value is "length" or "tool_calls" or "content_filter" ? reason.Value.Value : "stop";

    /// <summary>What was read includes what came from Anthropic's own cache.</summary>
    public static JsonObject Usage(UsageDetails? usage)
    {
        var told = new JsonObject
        {
            ["prompt_tokens"] = usage?.InputTokenCount ?? 0,
            ["completion_tokens"] = usage?.OutputTokenCount ?? 0,
            ["total_tokens"] = usage?.TotalTokenCount ?? 0,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage?.CachedInputTokenCount ?? 0 },
        };
        if (usage?.ReasoningTokenCount is { } thoughts)
            told["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = thoughts };
        return told;
    }

    public static JsonObject Call(string id, string name, string arguments) => new()
    {
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    };

    private static string Arguments(FunctionCallContent call)
    {
        var members = new JsonObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            members[name] = value is JsonElement element ? JsonNode.Parse(element.GetRawText()) : null;
        return Encoding.UTF8.GetString(JsonText.Bytes(members));
    }

    private static string? Join(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } several ? string.Concat(several) : null;
}
