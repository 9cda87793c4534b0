namespace HydraBot.Discord.Model;

/// <summary>The limits of components. https://discord.com/developers/docs/components/reference</summary>
internal static class ComponentValidation
{
    public static void Check(PayloadErrors errors, string path, IReadOnlyList<Component> components)
    {
        for (var i = 0; i < components.Count; i++)
            Check(errors, $"{path}[{i}]", components[i]);
    }

    /// <summary>All components, the nested ones too.</summary>
    public static int Count(IReadOnlyList<Component> components) => components.Sum(component => 1 + Count(ChildrenOf(component)));

    /// <summary>The characters of all text displays.</summary>
    public static int TextLength(IReadOnlyList<Component> components) =>
        components.Sum(component => (component is TextDisplay text ? PayloadErrors.LengthOf(text.Content) : 0) + TextLength(ChildrenOf(component)));

    private static void Check(PayloadErrors errors, string path, Component component)
    {
        switch (component)
        {
            case ActionRow row:
                CheckRow(errors, path, row);
                break;
            case Button button:
                CheckButton(errors, path, button);
                break;
            case SelectMenu select:
                CheckSelect(errors, path, select);
                break;
            case TextInput text:
                errors.Between($"{path}.custom_id", text.CustomId, 1, MessageLimits.CustomId);
                errors.Longest($"{path}.placeholder", text.Placeholder, MessageLimits.TextInputPlaceholder);
                errors.Longest($"{path}.value", text.Value, MessageLimits.TextInputValue);
                break;
            case Label label:
                errors.Between($"{path}.label", label.Text, 1, MessageLimits.LabelText);
                errors.Longest($"{path}.description", label.Description, MessageLimits.LabelDescription);
                break;
        }
        foreach (var (child, childPath) in Named(path, component))
            Check(errors, childPath, child);
    }

    private static void CheckRow(PayloadErrors errors, string path, ActionRow row)
    {
        if (row.Components.Count == 0)
            errors.Add($"{path}.components", "BASE_TYPE_BAD_LENGTH", $"0 components, 1 to {MessageLimits.ButtonsInRow} are allowed");
        errors.AtMost($"{path}.components", row.Components.Count, MessageLimits.ButtonsInRow, "components");
        if (row.Components.Count > 1 && row.Components.Any(child => child is SelectMenu))
            errors.Add($"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "a select needs a row of its own");
    }

    private static void CheckButton(PayloadErrors errors, string path, Button button)
    {
        errors.Longest($"{path}.label", button.Label, MessageLimits.ButtonLabel);
        errors.Longest($"{path}.custom_id", button.CustomId, MessageLimits.CustomId);
        if (button.Style == ButtonStyle.Link ? button.Url is null : button.Style != ButtonStyle.Premium && string.IsNullOrEmpty(button.CustomId))
            errors.Add(path, "BASE_TYPE_REQUIRED", button.Style == ButtonStyle.Link ? "a link button needs a url" : "a button needs a custom_id");
    }

    private static void CheckSelect(PayloadErrors errors, string path, SelectMenu select)
    {
        errors.Between($"{path}.custom_id", select.CustomId, 1, MessageLimits.CustomId);
        errors.Longest($"{path}.placeholder", select.Placeholder, MessageLimits.Placeholder);
        if (select is not StringSelect { Options: var options })
            return;
        errors.AtMost($"{path}.options", options.Count, MessageLimits.SelectOptions, "options");
        for (var i = 0; i < options.Count; i++)
        {
            errors.Between($"{path}.options[{i}].label", options[i].Label, 1, MessageLimits.SelectOptionText);
            errors.Between($"{path}.options[{i}].value", options[i].Value, 1, MessageLimits.SelectOptionText);
            errors.Longest($"{path}.options[{i}].description", options[i].Description, MessageLimits.SelectOptionText);
        }
    }

    private static IEnumerable<(Component Child, string Path)> Named(string path, Component component)
    {
        var children = ChildrenOf(component);
        for (var i = 0; i < children.Count; i++)
        {
            var name = component switch
            {
                Label => "component",
                Section section when i == section.Components.Count => "accessory",
                _ => $"components[{i}]",
            };
            yield return (children[i], $"{path}.{name}");
        }
    }

    private static IReadOnlyList<Component> ChildrenOf(Component component) => component switch
    {
        ActionRow row => row.Components,
        Container container => container.Components,
        Section { Accessory: { } accessory } section => [.. section.Components, accessory],
        Section section => section.Components,
        Label { Component: { } child } => [child],
        _ => [],
    };
}
