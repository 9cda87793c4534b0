namespace HydraBot.Discord.Model;

/// <summary>A pinned message and when it was pinned.</summary>
public sealed record MessagePin
{
    public DateTimeOffset PinnedAt { get; set; }
    public Message Message { get; set; } = new();
}
