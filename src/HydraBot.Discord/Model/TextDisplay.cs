namespace HydraBot.Discord.Model;

/// <summary>Components v2: text with markdown.</summary>
public sealed record TextDisplay : Component
{
    public TextDisplay()
    {
    }

    public TextDisplay(string content) => Content = content;

    public string Content { get; set; } = "";
}
