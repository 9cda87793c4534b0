using HydraBot.Discord.Voice.Gateway;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>What the session wants said to the voice gateway: bytes (26, 28), or the id of a transition (23, 31).</summary>
internal readonly record struct DaveReply(VoiceOpcode Opcode, byte[] Payload, ushort TransitionId)
{
    public bool IsBinary => Opcode is VoiceOpcode.DaveKeyPackage or VoiceOpcode.DaveCommitWelcome;

    public static DaveReply Binary(VoiceOpcode opcode, byte[] payload) => new(opcode, payload, 0);

    public static DaveReply Transition(VoiceOpcode opcode, ushort id) => new(opcode, [], id);
}
