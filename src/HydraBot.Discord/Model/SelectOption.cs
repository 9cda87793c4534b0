namespace HydraBot.Discord.Model;

/// <summary>One choice of a <see cref="StringSelect"/>.</summary>
public sealed record SelectOption
{
    public SelectOption()
    {
    }

    public SelectOption(string label, string value, string? description = null) => (Label, Value, Description) = (label, value, description);

    public string Label { get; set; } = "";
    public string Value { get; set; } = "";
    public string? Description { get; set; }
    public Emoji? Emoji { get; set; }
    public bool? Default { get; set; }
}
