namespace HydraBot.Discord.Model;

/// <summary>The interaction that a message answers. https://discord.com/developers/docs/resources/message#message-interaction-metadata-object</summary>
public sealed record MessageInteractionMetadata
{
    public Snowflake Id { get; set; }
    public InteractionType Type { get; set; }
    public User User { get; set; } = new();
    public Snowflake? OriginalResponseMessageId { get; set; }
}
