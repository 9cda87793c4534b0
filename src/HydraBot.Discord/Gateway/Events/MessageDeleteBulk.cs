using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_DELETE_BULK.</summary>
public sealed record MessageDeleteBulk
{
    public IReadOnlyList<Snowflake> Ids { get; set; } = [];
    public Snowflake ChannelId { get; set; }
    public Snowflake? GuildId { get; set; }
}
