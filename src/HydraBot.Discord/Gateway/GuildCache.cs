using System.Diagnostics.CodeAnalysis;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>The guilds, channels, roles and members seen, up to the limits of <see cref="DiscordClientOptions"/>.</summary>
public sealed class GuildCache
{
    /// <summary>The guilds seen, without their channels, roles and members.</summary>
    public IReadOnlyList<Guild> Guilds => throw new NotSupportedException();

    /// <summary>The channels and threads of a guild, by position.</summary>
    public IReadOnlyList<Channel> ChannelsOf(Snowflake guildId) => throw new NotSupportedException();

    /// <summary>The roles of a guild, highest first.</summary>
    public IReadOnlyList<Role> RolesOf(Snowflake guildId) => throw new NotSupportedException();

    /// <summary>A guild, if seen.</summary>
    public bool TryGetGuild(Snowflake guildId, [NotNullWhen(true)] out Guild? guild) => throw new NotSupportedException();

    /// <summary>A channel or thread, if seen.</summary>
    public bool TryGetChannel(Snowflake channelId, [NotNullWhen(true)] out Channel? channel) => throw new NotSupportedException();

    /// <summary>A role, if seen.</summary>
    public bool TryGetRole(Snowflake roleId, [NotNullWhen(true)] out Role? role) => throw new NotSupportedException();

    /// <summary>A member, if seen lately.</summary>
    public bool TryGetMember(Snowflake guildId, Snowflake userId, [NotNullWhen(true)] out Member? member) => throw new NotSupportedException();
}
