namespace HydraBot.Discord.Model;

/// <summary>Components v2: an uploaded file, by <c>attachment://name</c>.</summary>
public sealed record FileDisplay : Component
{
    public UnfurledMedia File { get; set; } = new();
    public bool? Spoiler { get; set; }
}
