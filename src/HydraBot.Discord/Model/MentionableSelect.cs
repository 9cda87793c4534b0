namespace HydraBot.Discord.Model;

/// <summary>A select over members and roles together.</summary>
public sealed record MentionableSelect : SelectMenu
{
    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; set; }
}
