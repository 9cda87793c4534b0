using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A caption over one input of a modal.</summary>
public sealed record Label : Component
{
    public Label()
    {
    }

    public Label(string text, Component component, string? description = null) =>
        (Text, Component, Description) = (text, component, description);

    [JsonPropertyName("label")]
    public string Text { get; set; } = "";
    public string? Description { get; set; }
    public Component? Component { get; set; }
}
