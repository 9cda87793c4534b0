namespace HydraBot.Inference.Answers;

/// <summary>An answer of a conversation, as it is kept for those who want it again or judge it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Asker">Whose question it was.</param>
/// <param name="Question">Without secrets.</param>
/// <param name="Wanted">The model that was asked for; empty for the house's choice.</param>
/// <param name="Files">Addresses of what was attached.</param>
/// <param name="Endpoint">Where it was answered.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Weak">It was the weak model of the learned policy.</param>
internal sealed record GivenAnswer(
    string Id, DateTimeOffset At, string Asker, string Question, string Wanted, IReadOnlyList<string> Files, string Endpoint, string Model, bool Weak)
{
    /// <summary>The entry of the cache that gave it or keeps it; not kept over a restart, since entries are not.</summary>
    public (long Id, double? Odds)? CacheEntry { get; init; }
}
