using System.Globalization;

namespace HydraBot.DiscordEmulator.World.Shapes;

internal sealed class ChannelShape(UserShape users)
{
    private const int VoiceBitrate = 64_000;

    /// <summary>The channel as <paramref name="viewer"/> sees it: a conversation names the other one, a thread one's own membership.</summary>
    public JsonObject Channel(Channel channel, Snowflake viewer)
    {
        var shape = new JsonObject
        {
            ["id"] = channel.Id.ToString(),
            ["type"] = (int)channel.Type,
            ["flags"] = 0,
            ["last_message_id"] = channel.LastMessageId.Json,
        };
        if (channel.LastPinAt is { } pinned)
            shape["last_pin_timestamp"] = pinned.Iso;
        if (channel.Type == ChannelType.Direct)
        {
            shape["recipients"] = JsonShape.Array(channel.Recipients.Where(id => id != viewer).Select(users.User));
            return shape;
        }
        shape["guild_id"] = channel.GuildId.Json;
        shape["name"] = channel.Name;
        shape["parent_id"] = channel.ParentId.Json;
        shape["rate_limit_per_user"] = channel.RateLimitPerUser;
        if (channel.Thread is { } thread)
            AddThread(shape, channel, thread, viewer);
        else
            AddGuildChannel(shape, channel);
        return shape;
    }

    public static JsonObject ThreadMember(Snowflake threadId, ThreadMember member) => new()
    {
        ["id"] = threadId.ToString(),
        ["user_id"] = member.UserId.ToString(),
        ["join_timestamp"] = member.JoinedAt.Iso,
        ["flags"] = 0,
    };

    /// <summary>The few fields that resolved data and interactions carry, with the permissions of whoever acts.</summary>
    public JsonObject Partial(Channel channel, Snowflake viewer, Permissions permissions)
    {
        var shape = Channel(channel, viewer);
        shape["permissions"] = ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
        return shape;
    }

    private static void AddThread(JsonObject shape, Channel channel, ThreadDetails thread, Snowflake viewer)
    {
        shape["owner_id"] = thread.OwnerId.ToString();
        shape["thread_metadata"] = new JsonObject
        {
            ["archived"] = thread.Archived,
            ["archive_timestamp"] = thread.ArchiveChangedAt.Iso,
            ["auto_archive_duration"] = thread.AutoArchiveMinutes,
            ["locked"] = thread.Locked,
            ["create_timestamp"] = channel.Id.CreatedAt.Iso,
            ["invitable"] = thread.Invitable,
        };
        shape["message_count"] = thread.MessageCount;
        shape["member_count"] = thread.Members.Length;
        shape["total_message_sent"] = thread.MessagesSent;
        if (thread.Members.FirstOrDefault(member => member.UserId == viewer) is { } own)
            shape["member"] = ThreadMember(channel.Id, own);
    }

    private static void AddGuildChannel(JsonObject shape, Channel channel)
    {
        shape["position"] = channel.Position;
        shape["topic"] = channel.Topic;
        shape["nsfw"] = false;
        shape["permission_overwrites"] = JsonShape.Array(channel.Overwrites.Select(Overwrite));
        if (channel.Type is not (ChannelType.GuildVoice or ChannelType.GuildStage))
            return;
        shape["bitrate"] = VoiceBitrate;
        shape["user_limit"] = 0;
        shape["rtc_region"] = null;
    }

    private static JsonNode Overwrite(PermissionOverwrite overwrite) => new JsonObject
    {
        ["id"] = overwrite.Id.ToString(),
        ["type"] = overwrite.IsMember ? 1 : 0,
        ["allow"] = ((ulong)overwrite.Allow).ToString(CultureInfo.InvariantCulture),
        ["deny"] = ((ulong)overwrite.Deny).ToString(CultureInfo.InvariantCulture),
    };
}
