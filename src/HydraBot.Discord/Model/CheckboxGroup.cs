namespace HydraBot.Discord.Model;

/// <summary>Any of several, in a modal. In a submitted modal, <see cref="Values"/> holds the choices.</summary>
public sealed record CheckboxGroup : Component
{
    public string CustomId { get; set; } = "";
    public IReadOnlyList<SelectOption>? Options { get; set; }
    public int? MinValues { get; set; }
    public int? MaxValues { get; set; }
    public bool? Required { get; set; }
    public IReadOnlyList<string>? Values { get; set; }
}
