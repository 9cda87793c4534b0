namespace HydraBot.Discord.Model;

/// <summary>Components v2: up to three texts beside a button or picture.</summary>
public sealed record Section : Component
{
    public IReadOnlyList<Component> Components { get; set; } = [];
    public Component? Accessory { get; set; }
}
