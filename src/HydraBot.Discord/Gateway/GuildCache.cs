using System.Diagnostics.CodeAnalysis;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>The guilds, channels, roles and members seen, up to the limits of <see cref="DiscordClientOptions"/>; the longest unseen goes first.</summary>
public sealed class GuildCache
{
    private readonly BoundedMap<Snowflake, Guild> _guilds;
    private readonly BoundedMap<Snowflake, Channel> _channels;
    private readonly BoundedMap<Snowflake, (Snowflake Guild, Role Role)> _roles;
    private readonly BoundedMap<(Snowflake Guild, Snowflake User), PackedMember> _members;

    internal GuildCache(DiscordClientOptions options)
    {
        _guilds = new(options.CachedGuilds);
        _channels = new(options.CachedChannels);
        _roles = new(options.CachedRoles);
        _members = new(options.CachedMembers);
    }

    /// <summary>The guilds seen, without their channels, roles and members.</summary>
    public IReadOnlyList<Guild> Guilds => _guilds.Where(_ => true);

    /// <summary>The channels and threads of a guild, by position.</summary>
    public IReadOnlyList<Channel> ChannelsOf(Snowflake guildId) =>
        [.. _channels.Where(channel => channel.GuildId == guildId).OrderBy(channel => channel.Position ?? int.MaxValue).ThenBy(channel => channel.Id)];

    /// <summary>The roles of a guild, highest first.</summary>
    public IReadOnlyList<Role> RolesOf(Snowflake guildId) =>
        [.. _roles.Where(entry => entry.Guild == guildId).Select(entry => entry.Role).OrderByDescending(role => role.Position).ThenBy(role => role.Id)];

    /// <summary>A guild, if seen.</summary>
    public bool TryGetGuild(Snowflake guildId, [NotNullWhen(true)] out Guild? guild) => _guilds.TryGet(guildId, out guild);

    /// <summary>A channel or thread, if seen.</summary>
    public bool TryGetChannel(Snowflake channelId, [NotNullWhen(true)] out Channel? channel) => _channels.TryGet(channelId, out channel);

    /// <summary>A role, if seen.</summary>
    public bool TryGetRole(Snowflake roleId, [NotNullWhen(true)] out Role? role)
    {
        role = _roles.TryGet(roleId, out var entry) ? entry.Role : null;
        return role is not null;
    }

    /// <summary>A member, if seen lately; each time a copy of its own.</summary>
    public bool TryGetMember(Snowflake guildId, Snowflake userId, [NotNullWhen(true)] out Member? member)
    {
        member = _members.TryGet((guildId, userId), out var packed) ? packed.Unpack(userId) : null;
        return member is not null;
    }

    internal void Attach(EventDispatcher events)
    {
        events.Slot<GuildCreate>().Observe(Add);
        events.Slot<GuildUpdate>().Observe(e => _guilds.Set(e.Id, Slim(e)));
        events.Slot<GuildDelete>().Observe(Remove);
        events.Slot<ChannelCreate>().Observe(e => _channels.Set(e.Id, e));
        events.Slot<ChannelUpdate>().Observe(e => _channels.Set(e.Id, e));
        events.Slot<ChannelDelete>().Observe(e => _channels.Remove(e.Id));
        events.Slot<ThreadCreate>().Observe(e => _channels.Set(e.Id, e));
        events.Slot<ThreadUpdate>().Observe(e => _channels.Set(e.Id, e));
        events.Slot<ThreadDelete>().Observe(e => _channels.Remove(e.Id));
        events.Slot<GuildRoleCreate>().Observe(e => _roles.Set(e.Role.Id, (e.GuildId, e.Role)));
        events.Slot<GuildRoleUpdate>().Observe(e => _roles.Set(e.Role.Id, (e.GuildId, e.Role)));
        events.Slot<GuildRoleDelete>().Observe(e => _roles.Remove(e.RoleId));
        events.Slot<GuildMemberAdd>().Observe(e => _members.Set((e.GuildId, e.User.Id), PackedMember.Of(e.ToMember(), e.User)));
        events.Slot<GuildMemberUpdate>().Observe(e => _members.Set((e.GuildId, e.User.Id), PackedMember.Of(e.ToMember(), e.User)));
        events.Slot<GuildMemberRemove>().Observe(e => _members.Remove((e.GuildId, e.User.Id)));
        events.Slot<GuildMembersChunk>().Observe(e => SeeAll(e.GuildId, e.Members));
        events.Slot<InteractionCreate>().Observe(e => See(e.GuildId, e.Member));
    }

    private static Guild Slim(Guild guild) => guild with { Roles = [], Channels = null, Threads = null, Members = null };

    private void Add(GuildCreate guild)
    {
        if (guild.Unavailable)
            return;
        _guilds.Set(guild.Id, Slim(guild));
        foreach (var role in guild.Roles)
            _roles.Set(role.Id, (guild.Id, role));
        // Inside of GUILD_CREATE the channels do not name their guild.
        foreach (var channel in (guild.Channels ?? []).Concat(guild.Threads ?? []))
            _channels.Set(channel.Id, channel with { GuildId = guild.Id });
        SeeAll(guild.Id, guild.Members ?? []);
    }

    private void Remove(GuildDelete guild)
    {
        // A guild that is down comes back as it was.
        if (guild.Unavailable)
            return;
        _guilds.Remove(guild.Id);
        _channels.RemoveWhere((_, channel) => channel.GuildId == guild.Id);
        _roles.RemoveWhere((_, entry) => entry.Guild == guild.Id);
        _members.RemoveWhere((key, _) => key.Guild == guild.Id);
    }

    private void SeeAll(Snowflake guildId, IReadOnlyList<Member> members)
    {
        foreach (var member in members)
            See(guildId, member);
    }

    private void See(Snowflake? guildId, Member? member)
    {
        if (guildId is { } guild && member is { User: { } user })
            _members.Set((guild, user.Id), PackedMember.Of(member, user));
    }
}
