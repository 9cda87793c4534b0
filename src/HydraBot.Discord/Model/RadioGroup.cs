namespace HydraBot.Discord.Model;

/// <summary>One of several, in a modal. In a submitted modal, <see cref="Value"/> holds the choice.</summary>
public sealed record RadioGroup : Component
{
    public string CustomId { get; set; } = "";
    public IReadOnlyList<SelectOption>? Options { get; set; }
    public bool? Required { get; set; }
    public string? Value { get; set; }
}
