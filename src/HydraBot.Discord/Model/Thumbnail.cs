namespace HydraBot.Discord.Model;

/// <summary>Components v2: a small picture beside a <see cref="Section"/>.</summary>
public sealed record Thumbnail : Component
{
    public UnfurledMedia Media { get; set; } = new();
    public string? Description { get; set; }
    public bool? Spoiler { get; set; }
}
