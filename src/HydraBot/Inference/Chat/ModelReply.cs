using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>What came back, well or not.</summary>
/// <param name="Text">All that came.</param>
/// <param name="Trouble">Why it is not all; null when it is.</param>
/// <param name="Report">Who answered, what it took, and who was asked in vain.</param>
internal sealed record ModelReply(string Text, string? Trouble, CallReport Report)
{
    /// <summary>The tools that it reaches for.</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; init; } = [];
}
