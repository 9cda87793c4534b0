namespace HydraBot.Discord.Model;

/// <summary>The small line above an embed's title.</summary>
public sealed record EmbedAuthor
{
    public string Name { get; set; } = "";
    public string? Url { get; set; }
    public string? IconUrl { get; set; }
}
