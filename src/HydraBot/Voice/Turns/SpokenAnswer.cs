using HydraBot.Governance.Operations;

namespace HydraBot.Voice.Turns;

/// <summary>What is said in answer to a sentence.</summary>
/// <param name="Text">The words; empty to say nothing.</param>
/// <param name="Card">What is written beside it.</param>
internal sealed record SpokenAnswer(string Text, Card? Card = null)
{
    /// <summary>True when an answer of the member is waited for.</summary>
    public bool Expects { get; init; }

    /// <summary>True when the bot is to be silent at once.</summary>
    public bool Hush { get; init; }

    /// <summary>Ends with what is to be said later: a result that people had to wait for, or an answer by ✅.</summary>
    public Task<SpokenAnswer?>? Later { get; init; }
}
