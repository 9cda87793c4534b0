using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Collects what the ids in an interaction mean: users, members, roles, channels, messages, attachments.</summary>
internal sealed class ResolvedData(DiscordWorld world, Access access, Shapes shapes, Channel place)
{
    private readonly JsonObject _resolved = [];

    public JsonObject? Json => _resolved.Count == 0 ? null : _resolved;

    public bool TryUser(Snowflake id)
    {
        if (world.Users.Find(id) is not { } user)
            return false;
        Add("users", id, UserShape.User(user));
        if (place.GuildId is { } guildId && world.Members.Find(new MemberKey(guildId, id)) is { } member)
            Add("members", id, UserShape.MemberWithPermissions(member, access.InChannel(place, id)));
        return true;
    }

    public bool TryRole(Snowflake id)
    {
        if (world.Roles.Find(id) is not { } role || role.GuildId != place.GuildId)
            return false;
        Add("roles", id, GuildShape.Role(role));
        return true;
    }

    public bool TryChannel(Snowflake id, Snowflake viewer)
    {
        if (world.Channels.Find(id) is not { } channel || channel.GuildId != place.GuildId)
            return false;
        Add("channels", id, shapes.Channels.Partial(channel, viewer, access.InChannel(channel, viewer)));
        return true;
    }

    public void Add(Message message, Snowflake viewer) => Add("messages", message.Id, shapes.Messages.Message(message, viewer));

    public void Add(Attachment attachment) => Add("attachments", attachment.Id, shapes.Messages.Attachment(attachment));

    private void Add(string kind, Snowflake id, JsonObject shape)
    {
        if (_resolved[kind] is not JsonObject map)
            _resolved[kind] = map = [];
        map[id.ToString()] = shape;
    }
}
