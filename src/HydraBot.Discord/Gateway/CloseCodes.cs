namespace HydraBot.Discord.Gateway;

/// <summary>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</summary>
internal static class CloseCodes
{
    /// <summary>Our own close, when the session is to go on: 1000 and 1001 would end it.</summary>
    public const int KeepSession = 4000;

    /// <summary>A close without a code, or of the connection alone, leaves the session to be resumed.</summary>
    public static CloseReaction ReactionTo(int? code) => code switch
    {
        4003 or 4007 or 4009 => CloseReaction.Identify,
        4004 or (>= 4010 and <= 4014) => CloseReaction.Stop,
        _ => CloseReaction.Resume,
    };

    public static string Explain(int? code, string? reason) => code switch
    {
        null => "the connection was closed without a code",
        4003 => "4003: something was sent before identifying",
        4004 => "4004: Discord refused the bot's token. Copy it anew from the Bot page of https://discord.com/developers/applications",
        4007 => "4007: the sequence to resume from was not valid",
        4008 => "4008: too much was sent",
        4009 => "4009: the session timed out",
        4010 => "4010: the shard is not valid. Check Shards and ShardCount",
        4011 => "4011: the bot is in too many guilds for one connection. Set ShardCount",
        4012 => "4012: this version of the gateway is no longer served",
        4013 => "4013: the intents are not valid",
        4014 => "4014: a privileged intent is not enabled. Switch it on on the Bot page of https://discord.com/developers/applications, or ask for fewer intents",
        _ => string.IsNullOrEmpty(reason) ? $"{code}" : $"{code}: {reason}",
    };
}
