namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>Checks a message's components, in the old form (rows alone) and in the second (flag 1 &lt;&lt; 15), and gives them ids.</summary>
internal static class MessageComponentReader
{
    private const int MaxRows = 5;
    private const int MaxInRow = 5;
    private const int MaxTotal = 40;
    private const int MaxText = 4_000;

    private static readonly ComponentType[] InContainer =
    [
        ComponentType.ActionRow, ComponentType.Section, ComponentType.TextDisplay, ComponentType.MediaGallery, ComponentType.File,
        ComponentType.Separator,
    ];

    public static JsonArray Read(Payload message, bool secondForm)
    {
        var scope = new ComponentScope();
        var shown = new JsonArray();
        foreach (var component in message.Objects("components", secondForm ? MaxTotal : MaxRows))
        {
            if ((secondForm ? InSecondForm(component, scope) : InRowsAlone(component, scope)) is { } one)
                shown.Add(one);
        }
        if (secondForm && scope.Count > MaxTotal)
            message.Error("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", $"The maximum number of components is {MaxTotal}.");
        if (scope.TextLength > MaxText)
            message.Error("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", $"The total displayable text size exceeds the maximum size of {MaxText}");
        return shown;
    }

    private static JsonObject? InRowsAlone(Payload component, ComponentScope scope) =>
        ComponentScope.TypeOf(component, ComponentType.ActionRow) is null ? null : Row(component, scope);

    private static JsonObject? InSecondForm(Payload component, ComponentScope scope) =>
        ComponentScope.TypeOf(component, [.. InContainer, ComponentType.Container]) switch
        {
            ComponentType.Container => Container(component, scope),
            { } type => Content(component, type, scope),
            null => null,
        };

    private static JsonObject Content(Payload component, ComponentType type, ComponentScope scope) =>
        type == ComponentType.ActionRow ? Row(component, scope) : ContentComponentReader.Read(component, type, scope);

    private static JsonObject Container(Payload container, ComponentScope scope)
    {
        var shown = scope.Begin(container, ComponentType.Container);
        shown["accent_color"] = container.Integer("accent_color", 0, 0xFFFFFF);
        shown["spoiler"] = container.Flag("spoiler") ?? false;
        var inside = new JsonArray();
        foreach (var component in container.Objects("components", max: MaxTotal, min: 1, required: true))
        {
            if (ComponentScope.TypeOf(component, InContainer) is { } type)
                inside.Add(Content(component, type, scope));
        }
        shown["components"] = inside;
        return shown;
    }

    private static JsonObject Row(Payload row, ComponentScope scope)
    {
        var shown = scope.Begin(row, ComponentType.ActionRow);
        var inside = new JsonArray();
        var width = 0;
        foreach (var component in row.Objects("components", max: MaxInRow, min: 1, required: true))
        {
            var type = ComponentScope.TypeOf(
                component, ComponentType.Button, ComponentType.StringSelect, ComponentType.UserSelect, ComponentType.RoleSelect,
                ComponentType.MentionableSelect, ComponentType.ChannelSelect);
            if (type is null)
                continue;
            // A menu is as wide as the row.
            width += type == ComponentType.Button ? 1 : MaxInRow;
            if (width > MaxInRow)
                component.Error("", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
            inside.Add(type == ComponentType.Button ? ButtonReader.Read(component, scope) : SelectReader.Read(component, type.Value, scope));
        }
        shown["components"] = inside;
        return shown;
    }
}
