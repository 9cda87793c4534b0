namespace HydraBot.Discord.Model;

/// <summary>A select over the guild's channels, of some kinds or all.</summary>
public sealed record ChannelSelect : SelectMenu
{
    public IReadOnlyList<ChannelType>? ChannelTypes { get; set; }
    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; set; }
}
