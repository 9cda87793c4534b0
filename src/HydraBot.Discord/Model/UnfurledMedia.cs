namespace HydraBot.Discord.Model;

/// <summary>A picture or file of a component: an http(s) address or <c>attachment://name</c>.</summary>
public sealed record UnfurledMedia
{
    public string Url { get; set; } = "";
    public string? ProxyUrl { get; set; }
    public int? Height { get; set; }
    public int? Width { get; set; }
    public string? ContentType { get; set; }
}
