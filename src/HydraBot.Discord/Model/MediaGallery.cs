namespace HydraBot.Discord.Model;

/// <summary>Components v2: one to ten pictures.</summary>
public sealed record MediaGallery : Component
{
    public IReadOnlyList<MediaGalleryItem> Items { get; set; } = [];
}
