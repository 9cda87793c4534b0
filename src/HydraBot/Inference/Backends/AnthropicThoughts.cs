using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>How long the model is to think: OpenAI's <c>reasoning_effort</c>.</summary>
internal static class AnthropicThoughts
{
    public static ReasoningOptions? Of(JsonObject asked, IReadOnlyList<ChatMessage> turns, ChatOptions options, AnthropicDislikes dislikes)
    {
        ReasoningEffort? effort = JsonText.Of(asked["reasoning_effort"]) switch
        {
            "none" => ReasoningEffort.None,
            "minimal" or "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is null || dislikes.HasFlag(AnthropicDislikes.Thinking) || (effort != ReasoningEffort.None && Forbids(turns, options)))
            return null;
        return new ReasoningOptions { Effort = effort, Output = ReasoningOutput.Full };
    }

    /// <summary>
    /// It does not think where a tool is prescribed, nor where its own last words are gone on with; and where a tool's result is the last word it wants the signed thoughts
    /// before the call, for which OpenAI's API has no place.
    /// </summary>
    private static bool Forbids(IReadOnlyList<ChatMessage> turns, ChatOptions options) =>
        options.ToolMode is RequiredChatToolMode || turns[^1].Role == ChatRole.Assistant || turns[^1].Contents.OfType<FunctionResultContent>().Any();
}
