namespace HydraBot.Discord.Model;

/// <summary>A text box of a modal, inside a <see cref="Label"/>. In a submitted modal, <see cref="Value"/> holds what was typed.</summary>
public sealed record TextInput : Component
{
    public string CustomId { get; set; } = "";
    public TextInputStyle? Style { get; set; }

    /// <summary>The older way to label a text box, inside an <see cref="ActionRow"/>; null inside a <see cref="Model.Label"/>.</summary>
    public string? Label { get; set; }
    public int? MinLength { get; set; }
    public int? MaxLength { get; set; }
    public bool? Required { get; set; }
    public string? Value { get; set; }
    public string? Placeholder { get; set; }
}
