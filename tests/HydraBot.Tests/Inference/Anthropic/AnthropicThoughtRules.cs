using System.Text.Json;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What Anthropic's Messages API refuses where a model is to think.</summary>
internal static class AnthropicThoughtRules
{
    public static IEnumerable<string> Refusals(JsonElement asked)
    {
        if (!asked.TryGetProperty("thinking", out var thinking) || AnthropicRules.Text(thinking, "type") is not ("enabled" or "adaptive"))
            yield break;
        if (AnthropicRules.Text(thinking, "type") == "enabled")
        {
            if (!thinking.TryGetProperty("budget_tokens", out var budget) || budget.GetInt32() < 1024)
                yield return "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024";
            else if (budget.GetInt32() >= asked.GetProperty("max_tokens").GetInt32())
                yield return "`max_tokens` must be greater than `thinking.budget_tokens`";
        }

        if (asked.TryGetProperty("temperature", out var temperature) && temperature.GetDouble() < 1)
            yield return "`temperature` may only be set to 1 when thinking is enabled.";
        if (asked.TryGetProperty("top_k", out _))
            yield return "`top_k` must be unset when thinking is enabled.";
        if (asked.TryGetProperty("tool_choice", out var choice) && AnthropicRules.Text(choice, "type") is "any" or "tool")
            yield return "Thinking may not be enabled when tool_choice forces tool use.";
        JsonElement[] turns = [.. asked.GetProperty("messages").EnumerateArray()];
        if (AnthropicRules.Text(turns[^1], "role") == "assistant")
            yield return "messages: prefill is not supported while thinking";
        if (turns is [.., var called, _] && AnthropicRules.Text(called, "role") == "assistant" && AnthropicRules.Text(called.GetProperty("content")[0], "type") is not ("thinking" or "redacted_thinking")
            && called.GetProperty("content").EnumerateArray().Any(block => AnthropicRules.Text(block, "type") == "tool_use"))
            yield return "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.";
    }
}
