using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>TYPING_START.</summary>
public sealed record TypingStart
{
    public Snowflake ChannelId { get; set; }
    public Snowflake? GuildId { get; set; }
    public Snowflake UserId { get; set; }

    /// <summary>Unix seconds.</summary>
    public long Timestamp { get; set; }
    public Member? Member { get; set; }
}
