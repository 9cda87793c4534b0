using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Anthropic's library takes no message without its usage, which not every server tells that speaks as Anthropic does: there it is none.</summary>
internal static class AnthropicUsage
{
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static ReadOnlyMemory<byte> In(ReadOnlyMemory<byte> json, string? member)
    {
        var told = JsonText.Object(json.Span);
        if ((member is null ? told : told[member]) is not JsonObject message || message["usage"] is JsonObject)
            return json;
        message["usage"] = new JsonObject { ["output_tokens"] = 0 };
        // What the beginning said of the question stands until the end says otherwise.
        if (message.ContainsKey("content"))
            message["usage"]!["input_tokens"] = 0;
        return JsonText.Bytes(told);
    }
}
