namespace HydraBot.Discord.Model;

/// <summary>A file of a message. https://discord.com/developers/docs/resources/message#attachment-object</summary>
public sealed record Attachment
{
    public Snowflake Id { get; set; }
    public string Filename { get; set; } = "";
    public string? Title { get; set; }
    public string? Description { get; set; }
    public string? ContentType { get; set; }

    /// <summary>Bytes.</summary>
    public long Size { get; set; }
    public string Url { get; set; } = "";
    public string? ProxyUrl { get; set; }
    public int? Height { get; set; }
    public int? Width { get; set; }
    public bool Ephemeral { get; set; }
}
