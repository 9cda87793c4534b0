namespace HydraBot.Discord.Model;

/// <summary>One emoji below a message, counted. https://discord.com/developers/docs/resources/message#reaction-object</summary>
public sealed record Reaction
{
    public int Count { get; set; }

    /// <summary>True when the bot itself reacted with this emoji.</summary>
    public bool Me { get; set; }
    public Emoji Emoji { get; set; } = new();
}
