using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>READY, and the guilds one by one after it.</summary>
internal sealed class SessionStart(DiscordWorld world, GatewaySessions sessions, Shapes shapes, ServerAddress address, Presences presences)
{
    public void Welcome(GatewaySession session)
    {
        var guilds = world.GuildsOf(session.User.Id).Where(guild => session.OnShard(guild.Id)).ToList();
        session.Dispatch("READY", Ready(session, guilds));
        if (!session.Has(GatewayIntents.Guilds))
            return;
        foreach (var guild in guilds)
            session.Dispatch("GUILD_CREATE", GuildCreated(session, guild));
    }

    /// <summary>The guild for this session: without the presence intent a bot is told of itself and of who is in a voice channel.</summary>
    public JsonObject GuildCreated(GatewaySession session, Guild guild)
    {
        var all = session.Has(GatewayIntents.GuildPresences);
        var members = world.MembersOf(guild.Id).Where(member =>
            all || member.UserId == session.User.Id || world.VoiceStates.ContainsKey(new MemberKey(guild.Id, member.UserId)));
        var online = all
            ? world.MembersOf(guild.Id).Where(member => sessions.IsOnline(member.UserId)).Select(member => (JsonNode)presences.Of(member.UserId, guild.Id))
            : [];
        return shapes.Guilds.Created(guild, session.User.Id, members, JsonShape.Array(online));
    }

    private JsonObject Ready(GatewaySession session, List<Guild> guilds)
    {
        var ready = new JsonObject
        {
            ["v"] = 10,
            ["user"] = UserShape.Self(session.User),
            ["user_settings"] = new JsonObject(),
            ["session_type"] = "normal",
            ["session_id"] = session.Id,
            ["resume_gateway_url"] = address.Gateway,
            ["relationships"] = new JsonArray(),
            ["private_channels"] = session.User.IsBot ? new JsonArray() : Conversations(session.User.Id),
            ["presences"] = new JsonArray(),
            ["guilds"] = JsonShape.Array(guilds.Select(guild => new JsonObject { ["id"] = guild.Id.ToString(), ["unavailable"] = true })),
            ["guild_join_requests"] = new JsonArray(),
            ["geo_ordered_rtc_regions"] = new JsonArray("local"),
            ["_trace"] = new JsonArray("emulator"),
        };
        if (world.Applications.Find(session.User.Id) is { } application)
        {
            var flags = ApplicationShape.Flags(application);
            ready["application"] = new JsonObject
            {
                ["id"] = application.Id.ToString(),
                ["flags"] = flags,
                ["flags_new"] = flags.ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
            ready["shard"] = new JsonArray(session.ShardId, session.ShardCount);
        }
        return ready;
    }

    private JsonArray Conversations(Snowflake userId) => JsonShape.Array(world.Channels.All
        .Where(channel => channel.Type == ChannelType.Direct && channel.Recipients.Contains(userId))
        .Select(channel => shapes.Channels.Channel(channel, userId)));
}
