namespace HydraBot.Discord.Model;

/// <summary>The message that another one answers or forwards. https://discord.com/developers/docs/resources/message#message-reference-structure</summary>
public sealed record MessageReference
{
    /// <summary>0 or absent: a reply; 1: a forward.</summary>
    public int? Type { get; set; }
    public Snowflake? MessageId { get; set; }
    public Snowflake? ChannelId { get; set; }
    public Snowflake? GuildId { get; set; }
    public bool? FailIfNotExists { get; set; }
}
