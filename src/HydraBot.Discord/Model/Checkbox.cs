namespace HydraBot.Discord.Model;

/// <summary>Yes or no, in a modal. In a submitted modal, <see cref="Value"/> holds the answer.</summary>
public sealed record Checkbox : Component
{
    public string CustomId { get; set; } = "";
    public bool? Default { get; set; }
    public bool? Value { get; set; }
}
