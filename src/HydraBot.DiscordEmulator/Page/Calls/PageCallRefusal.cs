namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>Ends a page's call: the sentence is for the person at the page.</summary>
internal sealed class PageCallRefusal(int closeCode, string message) : Exception(message)
{
    /// <summary>What cannot be read.</summary>
    public const int Malformed = 4002;

    /// <summary>A token that is not valid, or somebody else's.</summary>
    public const int NotAllowed = 4004;

    /// <summary>No word in time.</summary>
    public const int TooLate = 4009;

    /// <summary>The call is over for this member.</summary>
    public const int Over = 4014;

    /// <summary>More than a frame or message may have.</summary>
    public const int TooLarge = 1009;

    public int CloseCode => closeCode;
}
