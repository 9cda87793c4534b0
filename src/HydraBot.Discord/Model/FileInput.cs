namespace HydraBot.Discord.Model;

/// <summary>An upload in a modal. In a submitted modal, <see cref="Values"/> holds the ids of the resolved attachments.</summary>
public sealed record FileInput : Component
{
    public string CustomId { get; set; } = "";
    public int? MinValues { get; set; }
    public int? MaxValues { get; set; }
    public bool? Required { get; set; }
    public IReadOnlyList<string>? Values { get; set; }
}
