using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_MEMBER_REMOVE. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
public sealed record GuildMemberRemove
{
    public Snowflake GuildId { get; set; }
    public User User { get; set; } = new();
}
