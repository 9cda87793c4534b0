namespace HydraBot.DiscordEmulator.World;

/// <summary>A file of a message; the bytes are in the world's file under the same id.</summary>
internal sealed record Attachment(Snowflake Id, Snowflake ChannelId, string FileName, string ContentType, int Size)
{
    public string? Description { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public bool Ephemeral { get; init; }

    /// <summary>Shown inside an embed by <c>attachment://name</c>, and so no longer listed beside it.</summary>
    public bool InEmbed { get; init; }
}
