namespace HydraBot.DiscordEmulator.Gateway;

internal enum GatewayOpcode
{
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    PresenceUpdate = 3,
    VoiceStateUpdate = 4,
    Resume = 6,
    Reconnect = 7,
    RequestGuildMembers = 8,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,

    /// <summary>Discord's own clients say with it which guild is on screen; here every member is told everything anyway.</summary>
    GuildSubscriptions = 14,
    RequestSoundboardSounds = 31,
}
