using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_REACTION_ADD.</summary>
public sealed record MessageReactionAdd
{
    public Snowflake UserId { get; set; }
    public Snowflake ChannelId { get; set; }
    public Snowflake MessageId { get; set; }
    public Snowflake? GuildId { get; set; }

    /// <summary>Who reacted, with roles; absent in direct messages.</summary>
    public Member? Member { get; set; }
    public Emoji Emoji { get; set; } = new();
    public Snowflake? MessageAuthorId { get; set; }
}
