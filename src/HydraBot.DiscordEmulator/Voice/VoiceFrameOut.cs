namespace HydraBot.DiscordEmulator.Voice;

/// <summary>Something on its way to a client: a message, or the end of the connection.</summary>
internal sealed record VoiceFrameOut(byte[] Bytes, bool IsBinary)
{
    /// <summary>No code: the connection just breaks.</summary>
    public const int Break = -1;

    public int? CloseCode { get; init; }
}
