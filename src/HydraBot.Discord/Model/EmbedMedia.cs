namespace HydraBot.Discord.Model;

/// <summary>A picture in an embed: an http(s) address or <c>attachment://name</c> of an uploaded file.</summary>
public sealed record EmbedMedia
{
    public string Url { get; set; } = "";
    public string? ProxyUrl { get; set; }
    public int? Height { get; set; }
    public int? Width { get; set; }
}
