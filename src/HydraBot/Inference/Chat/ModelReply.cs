using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>What came back from one model, well or not.</summary>
/// <param name="Text">All that came.</param>
/// <param name="Trouble">Why it is not all; null when it is.</param>
/// <param name="InputTokens">How much was read, where the endpoint says so.</param>
/// <param name="OutputTokens">How much was written, where the endpoint says so.</param>
internal sealed record ModelReply(string Text, string? Trouble, long? InputTokens, long? OutputTokens)
{
    /// <summary>The tools that it reaches for.</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; init; } = [];
}
