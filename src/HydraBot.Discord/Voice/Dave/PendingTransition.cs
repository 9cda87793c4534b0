namespace HydraBot.Discord.Voice.Dave;

/// <summary>A change that everybody is ready for and that the gateway has not called out yet: the version, and for a new epoch the keys to send with.</summary>
internal sealed record PendingTransition(int ProtocolVersion, FrameEncryptor? Encryptor);
