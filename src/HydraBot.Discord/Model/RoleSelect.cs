namespace HydraBot.Discord.Model;

/// <summary>A select over the guild's roles.</summary>
public sealed record RoleSelect : SelectMenu
{
    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; set; }
}
