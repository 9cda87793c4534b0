namespace HydraBot.Discord.Model;

/// <summary>A row of up to five buttons, or one select.</summary>
public sealed record ActionRow : Component
{
    public ActionRow()
    {
    }

    public ActionRow(params IReadOnlyList<Component> components) => Components = components;

    public IReadOnlyList<Component> Components { get; set; } = [];
}
