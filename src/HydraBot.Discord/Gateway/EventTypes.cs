namespace HydraBot.Discord.Gateway;

/// <summary>The events that this library knows. https://discord.com/developers/docs/events/gateway-events#receive-events</summary>
internal static class EventTypes
{
    private static readonly DiscordJson Json = DiscordJson.Default;

    public static IReadOnlyList<EventType> All { get; } =
    [
        new EventType<Events.Ready>("READY", Json.Ready, _ => 0),
        new EventType<Events.Resumed>("RESUMED", Json.Resumed, _ => 0),
        new EventType<Events.InteractionCreate>("INTERACTION_CREATE", Json.InteractionCreate, e => e.ChannelId ?? e.Id),
        new EventType<Events.MessageCreate>("MESSAGE_CREATE", Json.MessageCreate, e => e.ChannelId),
        new EventType<Events.MessageUpdate>("MESSAGE_UPDATE", Json.MessageUpdate, e => e.ChannelId),
        new EventType<Events.MessageDelete>("MESSAGE_DELETE", Json.MessageDelete, e => e.ChannelId),
        new EventType<Events.MessageDeleteBulk>("MESSAGE_DELETE_BULK", Json.MessageDeleteBulk, e => e.ChannelId),
        new EventType<Events.MessageReactionAdd>("MESSAGE_REACTION_ADD", Json.MessageReactionAdd, e => e.ChannelId),
        new EventType<Events.MessageReactionRemove>("MESSAGE_REACTION_REMOVE", Json.MessageReactionRemove, e => e.ChannelId),
        new EventType<Events.MessageReactionRemoveAll>("MESSAGE_REACTION_REMOVE_ALL", Json.MessageReactionRemoveAll, e => e.ChannelId),
        new EventType<Events.MessageReactionRemoveEmoji>("MESSAGE_REACTION_REMOVE_EMOJI", Json.MessageReactionRemoveEmoji, e => e.ChannelId),
        new EventType<Events.TypingStart>("TYPING_START", Json.TypingStart, e => e.ChannelId),
        new EventType<Events.VoiceStateUpdate>("VOICE_STATE_UPDATE", Json.VoiceStateUpdate, e => e.GuildId ?? e.UserId),
        new EventType<Events.VoiceServerUpdate>("VOICE_SERVER_UPDATE", Json.VoiceServerUpdate, e => e.GuildId),
        new EventType<Events.GuildCreate>("GUILD_CREATE", Json.GuildCreate, e => e.Id),
        new EventType<Events.GuildUpdate>("GUILD_UPDATE", Json.GuildUpdate, e => e.Id),
        new EventType<Events.GuildDelete>("GUILD_DELETE", Json.GuildDelete, e => e.Id),
        new EventType<Events.GuildRoleCreate>("GUILD_ROLE_CREATE", Json.GuildRoleCreate, e => e.GuildId),
        new EventType<Events.GuildRoleUpdate>("GUILD_ROLE_UPDATE", Json.GuildRoleUpdate, e => e.GuildId),
        new EventType<Events.GuildRoleDelete>("GUILD_ROLE_DELETE", Json.GuildRoleDelete, e => e.GuildId),
        new EventType<Events.GuildMemberAdd>("GUILD_MEMBER_ADD", Json.GuildMemberAdd, e => e.GuildId),
        new EventType<Events.GuildMemberUpdate>("GUILD_MEMBER_UPDATE", Json.GuildMemberUpdate, e => e.GuildId),
        new EventType<Events.GuildMemberRemove>("GUILD_MEMBER_REMOVE", Json.GuildMemberRemove, e => e.GuildId),
        new EventType<Events.GuildMembersChunk>("GUILD_MEMBERS_CHUNK", Json.GuildMembersChunk, e => e.GuildId),
        new EventType<Events.ChannelCreate>("CHANNEL_CREATE", Json.ChannelCreate, e => e.Id),
        new EventType<Events.ChannelUpdate>("CHANNEL_UPDATE", Json.ChannelUpdate, e => e.Id),
        new EventType<Events.ChannelDelete>("CHANNEL_DELETE", Json.ChannelDelete, e => e.Id),
        new EventType<Events.ThreadCreate>("THREAD_CREATE", Json.ThreadCreate, e => e.Id),
        new EventType<Events.ThreadUpdate>("THREAD_UPDATE", Json.ThreadUpdate, e => e.Id),
        new EventType<Events.ThreadDelete>("THREAD_DELETE", Json.ThreadDelete, e => e.Id),
    ];
}
