namespace HydraBot.Discord.Model;

/// <summary>Components v2: a box with a coloured edge.</summary>
public sealed record Container : Component
{
    public IReadOnlyList<Component> Components { get; set; } = [];
    public int? AccentColor { get; set; }
    public bool? Spoiler { get; set; }
}
