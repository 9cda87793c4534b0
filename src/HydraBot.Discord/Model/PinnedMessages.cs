namespace HydraBot.Discord.Model;

/// <summary>A page of pins. https://discord.com/developers/docs/resources/message#get-channel-pins</summary>
public sealed record PinnedMessages
{
    public IReadOnlyList<MessagePin> Items { get; set; } = [];
    public bool HasMore { get; set; }
}
