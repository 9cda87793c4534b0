using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_ROLE_CREATE.</summary>
public sealed record GuildRoleCreate
{
    public Snowflake GuildId { get; set; }
    public Role Role { get; set; } = new();
}
