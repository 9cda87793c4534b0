namespace HydraBot.Discord.Model;

/// <summary>A picture of a <see cref="MediaGallery"/>.</summary>
public sealed record MediaGalleryItem
{
    public UnfurledMedia Media { get; set; } = new();
    public string? Description { get; set; }
    public bool? Spoiler { get; set; }
}
