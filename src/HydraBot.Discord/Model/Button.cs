namespace HydraBot.Discord.Model;

/// <summary>A button: with a <see cref="CustomId"/> it sends an interaction, with a <see cref="Url"/> it opens a page.</summary>
public sealed record Button : Component
{
    public Button()
    {
    }

    public Button(string customId, string label, ButtonStyle style = ButtonStyle.Secondary) =>
        (CustomId, Label, Style) = (customId, label, style);

    public ButtonStyle Style { get; set; } = ButtonStyle.Secondary;
    public string? Label { get; set; }
    public Emoji? Emoji { get; set; }
    public string? CustomId { get; set; }
    public string? Url { get; set; }
    public bool Disabled { get; set; }

    /// <summary>A button that opens a page and sends no interaction.</summary>
    public static Button Link(string url, string label) => new() { Style = ButtonStyle.Link, Url = url, Label = label };
}
