using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_ROLE_DELETE.</summary>
public sealed record GuildRoleDelete
{
    public Snowflake GuildId { get; set; }
    public Snowflake RoleId { get; set; }
}
