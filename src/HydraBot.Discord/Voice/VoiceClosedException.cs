namespace HydraBot.Discord.Voice;

/// <summary>A voice connection has ended and is not taken up again by itself.</summary>
public sealed class VoiceClosedException : DiscordException
{
    /// <summary>An end without a text.</summary>
    public VoiceClosedException()
    {
    }

    /// <summary>An end with its text.</summary>
    public VoiceClosedException(string message) : base(message)
    {
    }

    /// <summary>An end with its text and cause.</summary>
    public VoiceClosedException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>An end with the voice gateway's close code.</summary>
    public VoiceClosedException(string message, int? closeCode, bool mayRejoin) : base(message) => (CloseCode, MayRejoin) = (closeCode, mayRejoin);

    /// <summary>The close code; null when the connection broke without one.</summary>
    public int? CloseCode { get; }

    /// <summary>
    /// Whether a fresh session from Discord's main gateway may let this client in again. After 4014 it was disconnected or moved; which of the two, a
    /// following VOICE_SERVER_UPDATE tells.
    /// </summary>
    public bool MayRejoin { get; }
}
