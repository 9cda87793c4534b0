using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_REACTION_REMOVE.</summary>
public sealed record MessageReactionRemove
{
    public Snowflake UserId { get; set; }
    public Snowflake ChannelId { get; set; }
    public Snowflake MessageId { get; set; }
    public Snowflake? GuildId { get; set; }
    public Emoji Emoji { get; set; } = new();
}
