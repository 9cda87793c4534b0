namespace HydraBot.Discord.Voice.Gateway;

/// <summary>Opcodes of the voice gateway, version 8. https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice-voice-opcodes</summary>
internal enum VoiceOpcode
{
    Identify = 0,
    SelectProtocol = 1,
    Ready = 2,
    Heartbeat = 3,
    SessionDescription = 4,
    Speaking = 5,
    HeartbeatAck = 6,
    Resume = 7,
    Hello = 8,
    Resumed = 9,
    ClientsConnect = 11,
    ClientDisconnect = 13,
    DavePrepareTransition = 21,
    DaveExecuteTransition = 22,
    DaveTransitionReady = 23,
    DavePrepareEpoch = 24,
    DaveExternalSender = 25,
    DaveKeyPackage = 26,
    DaveProposals = 27,
    DaveCommitWelcome = 28,
    DaveAnnounceCommitTransition = 29,
    DaveWelcome = 30,
    DaveInvalidCommitWelcome = 31,
}
