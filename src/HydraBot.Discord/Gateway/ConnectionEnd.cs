namespace HydraBot.Discord.Gateway;

/// <summary>How one connection ended.</summary>
/// <param name="Reaction">What to do next.</param>
/// <param name="Reason">For people.</param>
internal sealed record ConnectionEnd(CloseReaction Reaction, string Reason)
{
    /// <summary>The code to close with, when it is us who close.</summary>
    public int? OwnCloseCode { get; init; }

    /// <summary>A pause that Discord asks for.</summary>
    public TimeSpan? Pause { get; init; }
}
