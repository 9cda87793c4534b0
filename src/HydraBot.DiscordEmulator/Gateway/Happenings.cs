using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Tells the sessions what happened: one method an event, named as people would say it. Used under the world's gate.</summary>
internal sealed class Happenings(DiscordWorld world, GatewaySessions sessions, Shapes shapes, Access access, Presences presences)
{
    public void MessageWritten(Message message) => Publish("MESSAGE_CREATE", message, Intents(message.ChannelId, GatewayIntents.GuildMessages, GatewayIntents.DirectMessages));

    public void MessageEdited(Message message) => Publish("MESSAGE_UPDATE", message, Intents(message.ChannelId, GatewayIntents.GuildMessages, GatewayIntents.DirectMessages));

    public void MessageDeleted(Message message)
    {
        var data = In(message.ChannelId, new JsonObject { ["id"] = message.Id.ToString(), ["channel_id"] = message.ChannelId.ToString() });
        Publish("MESSAGE_DELETE", message.ChannelId, data, GatewayIntents.GuildMessages, GatewayIntents.DirectMessages, message.EphemeralTo);
    }

    public void MessagesDeleted(Snowflake channelId, IEnumerable<Snowflake> ids) => Publish(
        "MESSAGE_DELETE_BULK", channelId, In(channelId, new JsonObject { ["ids"] = JsonShape.Array(ids), ["channel_id"] = channelId.ToString() }),
        GatewayIntents.GuildMessages, GatewayIntents.DirectMessages);

    public void ReactionAdded(Message message, Emoji emoji, Snowflake userId)
    {
        var data = Reaction(message, emoji);
        data["user_id"] = userId.ToString();
        data["burst"] = false;
        data["type"] = 0;
        data["message_author_id"] = message.AuthorId.ToString();
        if (MemberIn(message.ChannelId, userId) is { } member)
            data["member"] = shapes.Users.Member(member);
        Publish("MESSAGE_REACTION_ADD", message.ChannelId, data, GatewayIntents.GuildMessageReactions, GatewayIntents.DirectMessageReactions);
    }

    public void ReactionRemoved(Message message, Emoji emoji, Snowflake userId)
    {
        var data = Reaction(message, emoji);
        data["user_id"] = userId.ToString();
        data["burst"] = false;
        data["type"] = 0;
        Publish("MESSAGE_REACTION_REMOVE", message.ChannelId, data, GatewayIntents.GuildMessageReactions, GatewayIntents.DirectMessageReactions);
    }

    public void ReactionsCleared(Message message, Emoji? emoji)
    {
        var data = emoji is null
            ? In(message.ChannelId, new JsonObject { ["channel_id"] = message.ChannelId.ToString(), ["message_id"] = message.Id.ToString() })
            : Reaction(message, emoji);
        var name = emoji is null ? "MESSAGE_REACTION_REMOVE_ALL" : "MESSAGE_REACTION_REMOVE_EMOJI";
        Publish(name, message.ChannelId, data, GatewayIntents.GuildMessageReactions, GatewayIntents.DirectMessageReactions);
    }

    public void TypingStarted(Channel channel, Snowflake userId)
    {
        var data = In(channel.Id, new JsonObject
        {
            ["channel_id"] = channel.Id.ToString(),
            ["user_id"] = userId.ToString(),
            ["timestamp"] = world.Time.GetUtcNow().ToUnixTimeSeconds(),
        });
        if (MemberIn(channel.Id, userId) is { } member)
            data["member"] = shapes.Users.Member(member);
        Publish("TYPING_START", channel.Id, data, GatewayIntents.GuildMessageTyping, GatewayIntents.DirectMessageTyping);
    }

    public void PinsChanged(Channel channel) => Publish(
        "CHANNEL_PINS_UPDATE", channel.Id,
        In(channel.Id, new JsonObject { ["channel_id"] = channel.Id.ToString(), ["last_pin_timestamp"] = channel.LastPinAt?.Iso }),
        GatewayIntents.Guilds, GatewayIntents.DirectMessages);

    /// <summary>A channel or thread came, changed or went; each session sees it with its own eyes.</summary>
    public void ChannelChanged(string name, Channel channel, bool newlyCreated = false)
    {
        var kind = channel.IsThread ? "THREAD" : "CHANNEL";
        foreach (var session in sessions.All)
        {
            // Bots hear nothing of a conversation's beginning: since version 8 of the API its first message is the news.
            var wanted = channel.GuildId is null ? !session.User.IsBot : session.Has(GatewayIntents.Guilds);
            if (!wanted || !session.OnShard(channel.GuildId) || !access.CanSee(channel, session.User.Id))
                continue;
            var data = shapes.Channels.Channel(channel, session.User.Id);
            if (newlyCreated && channel.IsThread)
                data["newly_created"] = true;
            session.Dispatch($"{kind}_{name}", data);
        }
    }

    public void RoleChanged(string name, Role role) => sessions.Publish(new GatewayEvent(
        name, name == "GUILD_ROLE_DELETE"
            ? new JsonObject { ["guild_id"] = role.GuildId.ToString(), ["role_id"] = role.Id.ToString() }
            : new JsonObject { ["guild_id"] = role.GuildId.ToString(), ["role"] = GuildShape.Role(role) },
        GatewayIntents.Guilds)
    { GuildId = role.GuildId, Reaches = MemberOf(role.GuildId) });

    public void MemberChanged(string name, Member member)
    {
        var data = shapes.Users.Member(member);
        data["guild_id"] = member.GuildId.ToString();
        sessions.Publish(new GatewayEvent(name, data, GatewayIntents.GuildMembers) { GuildId = member.GuildId, Reaches = MemberOf(member.GuildId) });
    }

    public void PresenceChanged(User user)
    {
        foreach (var guild in world.GuildsOf(user.Id))
        {
            sessions.Publish(new GatewayEvent("PRESENCE_UPDATE", presences.Of(user.Id, guild.Id), GatewayIntents.GuildPresences)
            {
                GuildId = guild.Id,
                Reaches = MemberOf(guild.Id),
            });
        }
    }

    public void VoiceStateChanged(VoiceState state)
    {
        var key = new MemberKey(state.GuildId, state.UserId);
        if (state.ChannelId is null)
            world.VoiceStates.Remove(key);
        else
            world.VoiceStates[key] = state;
        sessions.Publish(new GatewayEvent("VOICE_STATE_UPDATE", shapes.Guilds.VoiceState(state), GatewayIntents.GuildVoiceStates)
        {
            GuildId = state.GuildId,
            Reaches = MemberOf(state.GuildId),
        });
    }

    /// <summary>
    /// Tells pages who speaks. Discord has no such event: its clients hear it from the voice gateway, once they are in the call. So bots are never told.
    /// </summary>
    public void SpeakingChanged(Snowflake channelId, Snowflake userId, bool speaking)
    {
        if (world.Channels.Find(channelId) is not { GuildId: { } guildId } channel)
            return;
        var data = new JsonObject { ["guild_id"] = guildId.ToString(), ["channel_id"] = channelId.ToString(), ["user_id"] = userId.ToString(), ["speaking"] = speaking };
        sessions.Publish(new GatewayEvent("VOICE_CHANNEL_SPEAKING", data) { GuildId = guildId, Reaches = user => !user.IsBot && access.CanSee(channel, user.Id) });
    }

    /// <summary>To one account's sessions alone: interactions to the application, their outcome to the member.</summary>
    public void Tell(Snowflake userId, string name, JsonObject data, Snowflake? guildId = null) =>
        sessions.Publish(new GatewayEvent(name, data) { GuildId = guildId, Reaches = user => user.Id == userId });

    private static JsonObject Reaction(Message message, Emoji emoji, Snowflake? guildId)
    {
        var data = new JsonObject
        {
            ["channel_id"] = message.ChannelId.ToString(),
            ["message_id"] = message.Id.ToString(),
            ["emoji"] = MessageShape.Emoji(emoji),
        };
        if (guildId is { } id)
            data["guild_id"] = id.ToString();
        return data;
    }

    private JsonObject Reaction(Message message, Emoji emoji) => Reaction(message, emoji, world.Channels.Find(message.ChannelId)?.GuildId);

    private void Publish(string name, Message message, GatewayIntents intents)
    {
        if (world.Channels.Find(message.ChannelId) is not { } channel)
            return;
        sessions.Publish(new GatewayEvent(name, shapes.Messages.Event(message), intents)
        {
            GuildId = channel.GuildId,
            // An ephemeral message is the one member's alone; its application already has it as the answer to its own request.
            Reaches = message.EphemeralTo is { } only ? user => user.Id == only : user => access.CanSee(channel, user.Id),
            ReadsContent = user => channel.GuildId is null || message.AuthorId == user.Id || message.MentionedUsers.Contains(user.Id),
        });
    }

    private void Publish(string name, Snowflake channelId, JsonObject data, GatewayIntents inGuild, GatewayIntents direct, Snowflake? only = null)
    {
        if (world.Channels.Find(channelId) is not { } channel)
            return;
        sessions.Publish(new GatewayEvent(name, data, Intents(channelId, inGuild, direct))
        {
            GuildId = channel.GuildId,
            Reaches = only is { } id ? user => user.Id == id : user => access.CanSee(channel, user.Id),
        });
    }

    private GatewayIntents Intents(Snowflake channelId, GatewayIntents inGuild, GatewayIntents direct) =>
        world.Channels.Find(channelId)?.GuildId is null ? direct : inGuild;

    private JsonObject In(Snowflake channelId, JsonObject data)
    {
        if (world.Channels.Find(channelId)?.GuildId is { } guildId)
            data["guild_id"] = guildId.ToString();
        return data;
    }

    private Member? MemberIn(Snowflake channelId, Snowflake userId) =>
        world.Channels.Find(channelId)?.GuildId is { } guildId ? world.Members.Find(new MemberKey(guildId, userId)) : null;

    private Func<User, bool> MemberOf(Snowflake guildId) => user => world.Members.Find(new MemberKey(guildId, user.Id)) is not null;
}
