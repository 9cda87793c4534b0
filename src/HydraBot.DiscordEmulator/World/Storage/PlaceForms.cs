using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Guilds and channels.</summary>
internal static class PlaceForms
{
    public static readonly RecordForm<Guild> Guild = new(
        guild => new() { ["id"] = guild.Id.ToString(), ["name"] = guild.Name, ["ownerId"] = guild.OwnerId.ToString() },
        stored => new Guild(stored.Id("id"), stored.Text("name"), stored.Id("ownerId")));

    public static readonly RecordForm<Channel> Channel = new(
        channel => new()
        {
            ["id"] = channel.Id.ToString(),
            ["type"] = (int)channel.Type,
            ["name"] = channel.Name,
            ["guildId"] = channel.GuildId.Json,
            ["parentId"] = channel.ParentId.Json,
            ["topic"] = channel.Topic,
            ["position"] = channel.Position,
            ["rateLimitPerUser"] = channel.RateLimitPerUser,
            ["lastMessageId"] = channel.LastMessageId.Json,
            ["lastPinAt"] = channel.LastPinAt?.Stored,
            ["overwrites"] = JsonShape.Array(channel.Overwrites.Select(Write)),
            ["recipients"] = JsonShape.Array(channel.Recipients),
            ["thread"] = channel.Thread is { } thread ? Write(thread) : null,
        },
        stored => new Channel(stored.Id("id"), (ChannelType)stored.Number("type"), stored.Text("name"))
        {
            GuildId = stored.IdOrNull("guildId"),
            ParentId = stored.IdOrNull("parentId"),
            Topic = stored.TextOrNull("topic"),
            Position = stored.Number("position"),
            RateLimitPerUser = stored.Number("rateLimitPerUser"),
            LastMessageId = stored.IdOrNull("lastMessageId"),
            LastPinAt = stored.MomentOrNull("lastPinAt"),
            Overwrites = stored.List("overwrites", ReadOverwrite),
            Recipients = stored.Ids("recipients"),
            Thread = stored.Record("thread") is { } thread ? ReadThread(thread) : null,
        });

    private static JsonNode Write(PermissionOverwrite overwrite) => new JsonObject
    {
        ["id"] = overwrite.Id.ToString(),
        ["isMember"] = overwrite.IsMember,
        ["allow"] = overwrite.Allow.Stored,
        ["deny"] = overwrite.Deny.Stored,
    };

    private static PermissionOverwrite ReadOverwrite(JsonElement stored) =>
        new(stored.Id("id"), stored.Flag("isMember"), (Permissions)stored.Bits("allow"), (Permissions)stored.Bits("deny"));

    private static JsonObject Write(ThreadDetails thread) => new()
    {
        ["ownerId"] = thread.OwnerId.ToString(),
        ["autoArchiveMinutes"] = thread.AutoArchiveMinutes,
        ["archiveChangedAt"] = thread.ArchiveChangedAt.Stored,
        ["members"] = JsonShape.Array(thread.Members.Select(member => new JsonObject { ["userId"] = member.UserId.ToString(), ["joinedAt"] = member.JoinedAt.Stored })),
        ["archived"] = thread.Archived,
        ["locked"] = thread.Locked,
        ["invitable"] = thread.Invitable,
        ["messagesSent"] = thread.MessagesSent,
        ["messageCount"] = thread.MessageCount,
    };

    private static ThreadDetails ReadThread(JsonElement stored) => new(
        stored.Id("ownerId"), stored.Number("autoArchiveMinutes"), stored.Moment("archiveChangedAt"),
        stored.List("members", member => new ThreadMember(member.Id("userId"), member.Moment("joinedAt"))))
    {
        Archived = stored.Flag("archived"),
        Locked = stored.Flag("locked"),
        Invitable = stored.Flag("invitable"),
        MessagesSent = stored.Number("messagesSent"),
        MessageCount = stored.Number("messageCount"),
    };
}
