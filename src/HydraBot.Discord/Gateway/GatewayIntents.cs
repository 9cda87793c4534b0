namespace HydraBot.Discord;

/// <summary>Groups of events to subscribe to. https://discord.com/developers/docs/events/gateway#list-of-intents</summary>
[Flags]
public enum GatewayIntents
{
    /// <summary>Interactions alone.</summary>
    None = 0,
    /// <summary>Guilds, roles, channels, threads.</summary>
    Guilds = 1 << 0,
    /// <summary>Privileged: members coming, going, changing.</summary>
    GuildMembers = 1 << 1,
    /// <summary>Bans and audit log entries.</summary>
    GuildModeration = 1 << 2,
    /// <summary>Emojis, stickers, sounds.</summary>
    GuildExpressions = 1 << 3,
    /// <summary>Integrations.</summary>
    GuildIntegrations = 1 << 4,
    /// <summary>Webhooks.</summary>
    GuildWebhooks = 1 << 5,
    /// <summary>Invites.</summary>
    GuildInvites = 1 << 6,
    /// <summary>Who is in which voice channel.</summary>
    GuildVoiceStates = 1 << 7,
    /// <summary>Privileged: presences.</summary>
    GuildPresences = 1 << 8,
    /// <summary>Messages in guilds.</summary>
    GuildMessages = 1 << 9,
    /// <summary>Reactions in guilds.</summary>
    GuildMessageReactions = 1 << 10,
    /// <summary>Typing in guilds.</summary>
    GuildMessageTyping = 1 << 11,
    /// <summary>Direct messages.</summary>
    DirectMessages = 1 << 12,
    /// <summary>Reactions in direct messages.</summary>
    DirectMessageReactions = 1 << 13,
    /// <summary>Typing in direct messages.</summary>
    DirectMessageTyping = 1 << 14,
    /// <summary>Privileged: what messages say, where the bot is not mentioned.</summary>
    MessageContent = 1 << 15,
    /// <summary>Scheduled events.</summary>
    GuildScheduledEvents = 1 << 16,
    /// <summary>AutoMod rules.</summary>
    AutoModerationConfiguration = 1 << 20,
    /// <summary>AutoMod actions.</summary>
    AutoModerationExecution = 1 << 21,
    /// <summary>Polls in guilds.</summary>
    GuildMessagePolls = 1 << 24,
    /// <summary>Polls in direct messages.</summary>
    DirectMessagePolls = 1 << 25,
}
