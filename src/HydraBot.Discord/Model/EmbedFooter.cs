namespace HydraBot.Discord.Model;

/// <summary>The small line at an embed's foot.</summary>
public sealed record EmbedFooter
{
    public string Text { get; set; } = "";
    public string? IconUrl { get; set; }
}
