namespace HydraBot.Discord.Voice.Gateway;

/// <summary>Close codes of the voice gateway. https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice-voice-close-event-codes</summary>
internal static class VoiceCloseCodes
{
    /// <summary>Not 1000 or 1001, which end the session.</summary>
    public const int KeepSession = 4900;

    public const int Disconnected = 4014;
    public const int EncryptionRequired = 4017;

    public static VoiceCloseReaction ReactionTo(int? code) => code switch
    {
        null or < 4000 or KeepSession or 4015 => VoiceCloseReaction.Resume,
        4006 or 4009 or 4011 => VoiceCloseReaction.Rejoin,
        _ => VoiceCloseReaction.Stop,
    };

    public static string Explain(int? code, string? reason) => (code switch
    {
        null => "the voice connection broke",
        4001 => "the voice server did not know an opcode",
        4002 => "the voice server could not read a payload",
        4003 => "something was sent before identifying",
        4004 => "the voice token was refused",
        4005 => "this client identified twice",
        4006 => "the voice session is not valid any more",
        4009 => "the voice session timed out",
        4011 => "the voice server was not found",
        4012 => "the voice server does not speak this protocol version",
        Disconnected => "this client was disconnected from the channel, or moved to another",
        4015 => "the voice server crashed",
        4016 => "the voice server does not know the chosen encryption",
        EncryptionRequired => "the call needs end-to-end encryption (DAVE), and this client did not offer it",
        4020 => "the voice server refused a request",
        4021 => "this client sends too much and was disconnected",
        4022 => "the call has ended",
        _ => $"the voice server closed with {code}",
    }) + (string.IsNullOrEmpty(reason) ? "" : $" ({reason})");
}
