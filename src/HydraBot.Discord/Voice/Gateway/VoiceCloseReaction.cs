namespace HydraBot.Discord.Voice.Gateway;

/// <summary>What to do after a voice connection has closed.</summary>
internal enum VoiceCloseReaction
{
    /// <summary>Connect again and go on where it broke off.</summary>
    Resume,

    /// <summary>The session is over: ask Discord's main gateway for a new one.</summary>
    Rejoin,

    /// <summary>Nothing: this client was sent away, or asks for something that will be refused again.</summary>
    Stop,
}
