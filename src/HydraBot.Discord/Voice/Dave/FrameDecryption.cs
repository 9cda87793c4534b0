namespace HydraBot.Discord.Voice.Dave;

/// <summary>What became of a received frame.</summary>
internal enum FrameDecryption
{
    /// <summary>It was encrypted, and is authentic.</summary>
    Decrypted,

    /// <summary>It was not encrypted and may be so: silence, a call without encryption, or a change from or to one.</summary>
    PassedThrough,

    /// <summary>It is refused: not authentic, replayed, of an epoch whose keys are gone, or unencrypted where that is not allowed.</summary>
    Refused,
}
