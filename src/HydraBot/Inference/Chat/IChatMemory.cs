using HydraBot.Governance;

namespace HydraBot.Inference.Chat;

/// <summary>What a conversation may know beyond itself, and where it is kept. A room of its own implements it; without one, chat remembers nothing.</summary>
internal interface IChatMemory
{
    /// <summary>What to tell the model before the question; null when there is nothing.</summary>
    Task<string?> RecallAsync(Clearance clearance, string question, CancellationToken cancellationToken);

    /// <summary>Keeps what was said.</summary>
    Task KeepAsync(Clearance clearance, Turn turn, CancellationToken cancellationToken);
}
