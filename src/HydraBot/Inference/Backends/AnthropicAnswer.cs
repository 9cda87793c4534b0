using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Turns a whole answer of Anthropic's into one in OpenAI's words.</summary>
internal static class AnthropicAnswer
{
    public static JsonObject Of(JsonObject answer, AnthropicNames names, long created)
    {
        if (answer["error"] is { } error)
            return new JsonObject { ["error"] = error.DeepClone() };
        var blocks = (answer["content"] as JsonArray ?? throw new JsonException("It has no content.")).OfType<JsonObject>().ToArray();
        var message = new JsonObject { ["role"] = "assistant", ["content"] = Join(blocks, "text", "text") };
        if (Join(blocks, "thinking", "thinking") is { } thoughts)
            message["reasoning_content"] = thoughts;
        var calls = blocks.Where(block => Is(block, "tool_use")).ToArray();
        if (calls.Length > 0)
            message["tool_calls"] = new JsonArray([.. calls.Select(call => Call(call, names))]);
        return new JsonObject
        {
            ["id"] = answer["id"]?.DeepClone(),
            ["object"] = "chat.completion",
            ["created"] = created,
            ["model"] = answer["model"]?.DeepClone(),
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Reason(answer["stop_reason"]), ["logprobs"] = null }),
            ["usage"] = Usage(answer["usage"]),
        };
    }

    /// <summary>OpenAI's word for why it ended.</summary>
    public static string Reason(JsonNode? stop) => JsonText.Of(stop) switch
    {
        "max_tokens" or "model_context_window_exceeded" => "length",
        "tool_use" => "tool_calls",
        "refusal" => "content_filter",
        _ => "stop",
    };

    /// <summary>What was read includes what came from Anthropic's own cache.</summary>
    public static JsonObject Usage(JsonNode? usage)
    {
        var cached = Number("cache_read_input_tokens");
        var read = Number("input_tokens") + Number("cache_creation_input_tokens") + cached;
        var written = Number("output_tokens");
        return new JsonObject
        {
            ["prompt_tokens"] = read,
            ["completion_tokens"] = written,
            ["total_tokens"] = read + written,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached },
        };

        long Number(string name) => usage?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
    }

    private static JsonObject Call(JsonObject block, AnthropicNames names) => new JsonObject
    {
        ["id"] = block["id"]?.DeepClone(),
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = names.Own(JsonText.Of(block["name"]) ?? ""), ["arguments"] = block["input"] is { } input ? Encoding.UTF8.GetString(JsonText.Bytes(input)) : "{}" },
    };

    private static bool Is(JsonObject block, string type) => JsonText.Of(block["type"]) == type;

    private static string? Join(JsonObject[] blocks, string type, string member)
    {
        var texts = blocks.Where(block => Is(block, type)).Select(block => JsonText.Of(block[member])).ToArray();
        return texts.Length == 0 ? null : string.Concat(texts);
    }
}
