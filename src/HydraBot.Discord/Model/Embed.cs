namespace HydraBot.Discord.Model;

/// <summary>A coloured box below a message. Limits: <see cref="EmbedLimits"/>. https://discord.com/developers/docs/resources/message#embed-object</summary>
public sealed record Embed
{
    public string? Title { get; set; }
    public string? Description { get; set; }
    public string? Url { get; set; }
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>0xRRGGBB.</summary>
    public int? Color { get; set; }
    public EmbedFooter? Footer { get; set; }
    public EmbedMedia? Image { get; set; }
    public EmbedMedia? Thumbnail { get; set; }
    public EmbedAuthor? Author { get; set; }
    public IReadOnlyList<EmbedField>? Fields { get; set; }

    /// <summary>Set by Discord: <c>rich</c>, <c>image</c>, <c>link</c>, ...</summary>
    public string? Type { get; set; }
}
