namespace HydraBot.Discord.Model;

/// <summary>A select over the guild's members.</summary>
public sealed record UserSelect : SelectMenu
{
    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; set; }
}
