using System.Globalization;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>Channels of a guild, and who may do what in them.</summary>
internal sealed class ChannelRoutes(DiscordWorld world, AccessCheck check, Happenings happenings, Shapes shapes)
{
    private static readonly ChannelType[] Creatable =
        [ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildCategory, ChannelType.GuildAnnouncement, ChannelType.GuildStage, ChannelType.GuildForum];

    public void Map(RestRoutes routes)
    {
        routes.Get("channels/{channel}", call => RestAnswer.Ok(shapes.Channels.Channel(check.Channel(call), call.Caller.Id)));
        routes.Get("guilds/{guild}/channels", List);
        routes.Add("POST", "guilds/{guild}/channels", RateLimitRule.Changing, Create);
        routes.Add("PATCH", "channels/{channel}", RateLimitRule.Changing, Change);
        routes.Add("DELETE", "channels/{channel}", RateLimitRule.Changing, Delete);
        routes.Add("PUT", "channels/{channel}/permissions/{overwrite}", RateLimitRule.Changing, SetOverwrite);
        routes.Add("DELETE", "channels/{channel}/permissions/{overwrite}", RateLimitRule.Changing, DeleteOverwrite);
    }

    private RestAnswer List(RestCall call)
    {
        var guild = check.Guild(call);
        return RestAnswer.Ok(JsonShape.Array(world.ChannelsOf(guild.Id)
            .Where(channel => check.Has(channel, call.Caller, Permissions.ViewChannel))
            .OrderBy(channel => channel.Position)
            .Select(channel => shapes.Channels.Channel(channel, call.Caller.Id))));
    }

    private RestAnswer Create(RestCall call)
    {
        var guild = check.Guild(call, Permissions.ManageChannels);
        var body = call.Payload;
        var type = (ChannelType)(body.Integer("type") ?? 0);
        if (!Creatable.Contains(type))
            body.Error("type", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Creatable.Select(one => (int)one))}}}.");
        var position = world.ChannelsOf(guild.Id).Count(channel => channel.Type == type);
        var channel = Read(body, new Channel(world.Ids.Next(), type, "") { GuildId = guild.Id, Position = position }, nameRequired: true);
        body.Errors.ThrowIfAny();
        world.Channels.Save(channel);
        happenings.ChannelChanged("CREATE", channel);
        return RestAnswer.Created(shapes.Channels.Channel(channel, call.Caller.Id));
    }

    private RestAnswer Change(RestCall call)
    {
        var channel = check.Channel(call);
        if (channel.GuildId is null)
            throw Refusal.CannotRunOnDirectMessage;
        var mayChange = channel.Thread is { } thread
            ? thread.OwnerId == call.Caller.Id || check.Has(channel, call.Caller, Permissions.ManageThreads)
            : check.Has(channel, call.Caller, Permissions.ManageChannels);
        if (!mayChange)
            throw Refusal.MissingPermissions;
        var body = call.Payload;
        var changed = Read(body, channel, nameRequired: false);
        if (channel.Thread is { } before)
            changed = changed with { Thread = ReadThread(body, before) };
        body.Errors.ThrowIfAny();
        world.Channels.Save(changed);
        happenings.ChannelChanged("UPDATE", changed);
        return RestAnswer.Ok(shapes.Channels.Channel(changed, call.Caller.Id));
    }

    private RestAnswer Delete(RestCall call)
    {
        var channel = check.Channel(call);
        if (channel.GuildId is null)
            return RestAnswer.Ok(shapes.Channels.Channel(channel, call.Caller.Id));
        if (!check.Has(channel, call.Caller, channel.IsThread ? Permissions.ManageThreads : Permissions.ManageChannels))
            throw Refusal.MissingPermissions;
        foreach (var gone in world.ThreadsOf(channel.GuildId.Value).Where(thread => thread.ParentId == channel.Id).Append(channel).ToList())
        {
            happenings.ChannelChanged("DELETE", gone);
            world.Messages.RemoveChannel(gone.Id);
            world.Channels.Remove(gone.Id);
        }
        return RestAnswer.Ok(shapes.Channels.Channel(channel, call.Caller.Id));
    }

    private static Channel Read(Payload body, Channel channel, bool nameRequired)
    {
        var name = body.Text("name", max: 100, min: 1, required: nameRequired) ?? channel.Name;
        // Text channels are lower case with dashes, as on every phone.
        var shownName = channel.Type is ChannelType.GuildText or ChannelType.GuildAnnouncement
            ? name.Trim().ToLower(CultureInfo.InvariantCulture).Replace(' ', '-')
            : name;
        return channel with
        {
            Name = shownName,
            Topic = body.Has("topic") ? body.Text("topic", max: 1_024) : channel.Topic,
            Position = (int)(body.Integer("position", 0, int.MaxValue) ?? channel.Position),
            ParentId = body.Has("parent_id") ? body.Id("parent_id") : channel.ParentId,
            RateLimitPerUser = (int)(body.Integer("rate_limit_per_user", 0, 21_600) ?? channel.RateLimitPerUser),
            Overwrites = body.HasValue("permission_overwrites") ? [.. body.Objects("permission_overwrites", max: 100).Select(Overwrite)] : channel.Overwrites,
        };
    }

    private ThreadDetails ReadThread(Payload body, ThreadDetails thread)
    {
        var archived = body.Flag("archived") ?? thread.Archived;
        return thread with
        {
            Archived = archived,
            ArchiveChangedAt = archived == thread.Archived ? thread.ArchiveChangedAt : world.Time.GetUtcNow(),
            Locked = body.Flag("locked") ?? thread.Locked,
            Invitable = body.Flag("invitable") ?? thread.Invitable,
        };
    }

    private RestAnswer SetOverwrite(RestCall call)
    {
        var channel = check.Channel(call, Permissions.ManageRoles);
        var body = call.Payload;
        var overwrite = Overwrite(body, call.Id("overwrite"));
        body.Errors.ThrowIfAny();
        var others = channel.Overwrites.RemoveAll(one => one.Id == overwrite.Id);
        happenings.ChannelChanged("UPDATE", world.Channels.Save(channel with { Overwrites = others.Add(overwrite) }));
        return RestAnswer.NoContent;
    }

    private RestAnswer DeleteOverwrite(RestCall call)
    {
        var channel = check.Channel(call, Permissions.ManageRoles);
        var left = channel.Overwrites.RemoveAll(one => one.Id == call.Id("overwrite"));
        if (left.Length == channel.Overwrites.Length)
            throw Refusal.UnknownOverwrite;
        happenings.ChannelChanged("UPDATE", world.Channels.Save(channel with { Overwrites = left }));
        return RestAnswer.NoContent;
    }

    private static PermissionOverwrite Overwrite(Payload body) => Overwrite(body, body.Id("id", required: true) ?? default);

    private static PermissionOverwrite Overwrite(Payload body, Snowflake id) => new(
        id,
        IsMember: body.Integer("type", 0, 1, required: true) == 1,
        Allow: (Permissions)(ulong)(body.Integer("allow", 0) ?? 0),
        Deny: (Permissions)(ulong)(body.Integer("deny", 0) ?? 0));
}
