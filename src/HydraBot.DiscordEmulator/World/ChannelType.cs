namespace HydraBot.DiscordEmulator.World;

internal enum ChannelType
{
    GuildText = 0,
    Direct = 1,
    GuildVoice = 2,
    GuildCategory = 4,
    GuildAnnouncement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    GuildStage = 13,
    GuildForum = 15,
}
