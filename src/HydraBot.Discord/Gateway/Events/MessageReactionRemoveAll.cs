using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_REACTION_REMOVE_ALL.</summary>
public sealed record MessageReactionRemoveAll
{
    public Snowflake ChannelId { get; set; }
    public Snowflake MessageId { get; set; }
    public Snowflake? GuildId { get; set; }
}
