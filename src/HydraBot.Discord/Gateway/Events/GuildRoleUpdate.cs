using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_ROLE_UPDATE.</summary>
public sealed record GuildRoleUpdate
{
    public Snowflake GuildId { get; set; }
    public Role Role { get; set; } = new();
}
