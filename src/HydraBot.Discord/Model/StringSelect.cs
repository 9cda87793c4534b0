namespace HydraBot.Discord.Model;

/// <summary>A select with up to 25 options of one's own.</summary>
public sealed record StringSelect : SelectMenu
{
    public IReadOnlyList<SelectOption> Options { get; set; } = [];
}
