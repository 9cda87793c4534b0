using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_DELETE.</summary>
public sealed record MessageDelete
{
    public Snowflake Id { get; set; }
    public Snowflake ChannelId { get; set; }
    public Snowflake? GuildId { get; set; }
}
