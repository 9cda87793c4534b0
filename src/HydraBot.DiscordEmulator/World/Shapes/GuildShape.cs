using System.Globalization;

namespace HydraBot.DiscordEmulator.World.Shapes;

internal sealed class GuildShape(DiscordWorld world, UserShape users, ChannelShape channels, Access access)
{
    /// <summary>The guild as REST shows it.</summary>
    public JsonObject Guild(Guild guild) => new()
    {
        ["id"] = guild.Id.ToString(),
        ["name"] = guild.Name,
        ["icon"] = null,
        ["description"] = null,
        ["home_header"] = null,
        ["hub_type"] = null,
        ["splash"] = null,
        ["discovery_splash"] = null,
        ["features"] = new JsonArray(),
        ["banner"] = null,
        ["owner_id"] = guild.OwnerId.ToString(),
        ["application_id"] = null,
        ["region"] = "local",
        ["afk_channel_id"] = null,
        ["afk_timeout"] = 300,
        ["system_channel_id"] = null,
        ["system_channel_flags"] = 0,
        ["widget_enabled"] = false,
        ["widget_channel_id"] = null,
        ["verification_level"] = 0,
        ["roles"] = JsonShape.Array(world.RolesOf(guild.Id).Select(Role)),
        ["default_message_notifications"] = 0,
        ["mfa_level"] = 0,
        ["explicit_content_filter"] = 0,
        ["max_presences"] = null,
        ["max_members"] = 500_000,
        ["max_stage_video_channel_users"] = 50,
        ["max_video_channel_users"] = 25,
        ["vanity_url_code"] = null,
        ["premium_tier"] = 0,
        ["premium_subscription_count"] = 0,
        ["preferred_locale"] = "en-US",
        ["rules_channel_id"] = null,
        ["safety_alerts_channel_id"] = null,
        ["public_updates_channel_id"] = null,
        ["premium_progress_bar_enabled"] = false,
        ["nsfw"] = false,
        ["nsfw_level"] = 0,
        ["emojis"] = new JsonArray(),
        ["stickers"] = new JsonArray(),
        ["incidents_data"] = null,
    };

    /// <summary>The guild as GUILD_CREATE brings it; <paramref name="members"/> are those that the session may know of.</summary>
    public JsonObject Created(Guild guild, Snowflake viewer, IEnumerable<Member> members, JsonArray presences)
    {
        var shape = Guild(guild);
        shape["joined_at"] = world.Members.Find(new MemberKey(guild.Id, viewer))!.JoinedAt.Iso;
        shape["large"] = false;
        shape["unavailable"] = false;
        shape["member_count"] = world.MembersOf(guild.Id).Count();
        shape["voice_states"] = JsonShape.Array(world.VoiceStates.Values.Where(state => state.GuildId == guild.Id).Select(VoiceState));
        shape["members"] = JsonShape.Array(members.Select(users.Member));
        shape["channels"] = JsonShape.Array(Visible(world.ChannelsOf(guild.Id), viewer));
        shape["threads"] = JsonShape.Array(Visible(world.ThreadsOf(guild.Id).Where(thread => thread.Thread is { Archived: false }), viewer));
        shape["presences"] = presences;
        shape["stage_instances"] = new JsonArray();
        shape["guild_scheduled_events"] = new JsonArray();
        shape["soundboard_sounds"] = new JsonArray();
        return shape;
    }

    public JsonObject Listed(Guild guild, Snowflake viewer) => new()
    {
        ["id"] = guild.Id.ToString(),
        ["name"] = guild.Name,
        ["icon"] = null,
        ["banner"] = null,
        ["owner"] = guild.OwnerId == viewer,
        ["permissions"] = ((ulong)access.InGuild(guild, viewer)).ToString(CultureInfo.InvariantCulture),
        ["features"] = new JsonArray(),
    };

    public static JsonObject Role(Role role)
    {
        var shape = new JsonObject
        {
            ["id"] = role.Id.ToString(),
            ["name"] = role.Name,
            ["permissions"] = ((ulong)role.Permissions).ToString(CultureInfo.InvariantCulture),
            ["position"] = role.Position,
            ["color"] = role.Color,
            ["colors"] = new JsonObject { ["primary_color"] = role.Color, ["secondary_color"] = null, ["tertiary_color"] = null },
            ["hoist"] = role.Hoist,
            ["managed"] = role.BotId is not null,
            ["mentionable"] = role.Mentionable,
            ["icon"] = null,
            ["unicode_emoji"] = null,
            ["flags"] = 0,
        };
        if (role.BotId is { } botId)
            shape["tags"] = new JsonObject { ["bot_id"] = botId.ToString() };
        return shape;
    }

    public JsonObject VoiceState(VoiceState state) => new()
    {
        ["guild_id"] = state.GuildId.ToString(),
        ["channel_id"] = state.ChannelId.Json,
        ["user_id"] = state.UserId.ToString(),
        ["member"] = users.Member(world.Members.Find(new MemberKey(state.GuildId, state.UserId))!),
        ["session_id"] = state.SessionId,
        ["deaf"] = false,
        ["mute"] = false,
        ["self_deaf"] = state.SelfDeaf,
        ["self_mute"] = state.SelfMute,
        ["self_video"] = false,
        ["suppress"] = false,
        ["request_to_speak_timestamp"] = null,
    };

    private IEnumerable<JsonNode> Visible(IEnumerable<Channel> all, Snowflake viewer) => all
        .Where(channel => access.CanSee(channel, viewer))
        .OrderBy(channel => channel.Position)
        .Select(channel => channels.Channel(channel, viewer));
}
