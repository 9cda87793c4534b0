namespace HydraBot.DiscordEmulator.World;

/// <summary>Which interaction a message answers, kept on the message.</summary>
internal sealed record InteractionMetadata(Snowflake Id, InteractionType Type, Snowflake UserId)
{
    public string? Name { get; init; }
    public Snowflake? GuildId { get; init; }
    public Snowflake? OriginalResponseId { get; init; }
    public Snowflake? InteractedMessageId { get; init; }
    public Snowflake? TargetUserId { get; init; }
    public Snowflake? TargetMessageId { get; init; }
    public InteractionMetadata? Triggering { get; init; }
}
