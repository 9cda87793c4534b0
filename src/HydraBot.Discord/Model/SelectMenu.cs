namespace HydraBot.Discord.Model;

/// <summary>What the five selects share. In a submitted modal, <see cref="Values"/> holds what was chosen.</summary>
public abstract record SelectMenu : Component
{
    public string CustomId { get; set; } = "";
    public string? Placeholder { get; set; }
    public int? MinValues { get; set; }
    public int? MaxValues { get; set; }
    public bool? Disabled { get; set; }

    /// <summary>In modals alone.</summary>
    public bool? Required { get; set; }
    public IReadOnlyList<string>? Values { get; set; }
}
