using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>Collects what was filled into a modal.</summary>
internal static class ModalInputs
{
    public static Dictionary<string, IReadOnlyList<string>> Of(IReadOnlyList<Component>? components)
    {
        var inputs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var component in components ?? [])
            Collect(component, inputs);
        return inputs;
    }

    private static void Collect(Component? component, Dictionary<string, IReadOnlyList<string>> inputs)
    {
        switch (component)
        {
            case Label label:
                Collect(label.Component, inputs);
                break;
            case ActionRow row:
                foreach (var child in row.Components)
                    Collect(child, inputs);
                break;
            case TextInput text:
                inputs[text.CustomId] = [text.Value ?? ""];
                break;
            case SelectMenu select:
                inputs[select.CustomId] = select.Values ?? [];
                break;
            case FileInput file:
                inputs[file.CustomId] = file.Values ?? [];
                break;
            case RadioGroup radio:
                inputs[radio.CustomId] = radio.Value is { } chosen ? [chosen] : [];
                break;
            case CheckboxGroup group:
                inputs[group.CustomId] = group.Values ?? [];
                break;
            case Checkbox box:
                inputs[box.CustomId] = [box.Value == true ? "true" : "false"];
                break;
        }
    }
}
