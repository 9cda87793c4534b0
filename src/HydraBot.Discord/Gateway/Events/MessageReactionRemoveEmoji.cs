using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_REACTION_REMOVE_EMOJI.</summary>
public sealed record MessageReactionRemoveEmoji
{
    public Snowflake ChannelId { get; set; }
    public Snowflake MessageId { get; set; }
    public Snowflake? GuildId { get; set; }
    public Emoji Emoji { get; set; } = new();
}
