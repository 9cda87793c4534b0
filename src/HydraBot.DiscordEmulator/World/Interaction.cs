namespace HydraBot.DiscordEmulator.World;

/// <summary>One use of a command, component or modal, from the press to the end of its token.</summary>
internal sealed record Interaction(
    Snowflake Id, InteractionType Type, Snowflake ApplicationId, Snowflake UserId, Snowflake ChannelId, string Token, DateTimeOffset CreatedAt)
{
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    public Snowflake? GuildId { get; init; }
    public InteractionState State { get; init; }
    public string? Nonce { get; init; }
    public InteractionMetadata? Metadata { get; init; }

    /// <summary>The message that carries the component that was used.</summary>
    public Snowflake? SourceMessageId { get; init; }

    /// <summary>What <c>@original</c> means for this token.</summary>
    public Snowflake? OriginalMessageId { get; init; }

    /// <summary>The modal this interaction opened, so that its submission can be checked against it.</summary>
    public JsonElement? Modal { get; init; }

    public bool TokenExpired(DateTimeOffset now) => now - CreatedAt > TokenLife;
}
