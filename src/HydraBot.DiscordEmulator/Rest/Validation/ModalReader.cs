namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>Checks the modal of an interaction callback and gives its components ids.</summary>
internal static class ModalReader
{
    private const int MaxComponents = 40;

    private static readonly ComponentType[] InLabel =
    [
        ComponentType.StringSelect, ComponentType.TextInput, ComponentType.UserSelect, ComponentType.RoleSelect, ComponentType.MentionableSelect,
        ComponentType.ChannelSelect, ComponentType.FileUpload, ComponentType.RadioGroup, ComponentType.CheckboxGroup, ComponentType.Checkbox,
    ];

    public static JsonObject Read(Payload modal)
    {
        var scope = new ComponentScope(inModal: true);
        var components = new JsonArray();
        foreach (var component in modal.Objects("components", max: MaxComponents, min: 1, required: true))
        {
            if (ComponentScope.TypeOf(component, ComponentType.ActionRow, ComponentType.TextDisplay, ComponentType.Label) is { } type)
                components.Add(TopLevel(component, type, scope));
        }
        return new JsonObject
        {
            ["custom_id"] = modal.Text("custom_id", max: 100, min: 1, required: true),
            ["title"] = modal.Text("title", max: 45, min: 1, required: true),
            ["components"] = components,
        };
    }

    private static JsonObject TopLevel(Payload component, ComponentType type, ComponentScope scope) => type switch
    {
        ComponentType.Label => Label(component, scope),
        ComponentType.TextDisplay => ContentComponentReader.Read(component, type, scope),
        _ => Row(component, scope),
    };

    private static JsonObject Row(Payload row, ComponentScope scope)
    {
        var shown = scope.Begin(row, ComponentType.ActionRow);
        var inside = new JsonArray();
        foreach (var input in row.Objects("components", max: 1, min: 1, required: true))
        {
            if (ComponentScope.TypeOf(input, ComponentType.TextInput) is null)
                continue;
            var shownInput = TextInput(input, scope);
            shownInput["label"] = input.Text("label", max: 45, min: 1, required: true);
            inside.Add(shownInput);
        }
        shown["components"] = inside;
        return shown;
    }

    private static JsonObject Label(Payload label, ComponentScope scope)
    {
        var shown = scope.Begin(label, ComponentType.Label);
        shown["label"] = label.Text("label", max: 45, min: 1, required: true);
        if (label.Text("description", max: 100, min: 1) is { } description)
            shown["description"] = description;
        if (label.Object("component", required: true) is { } inside && ComponentScope.TypeOf(inside, InLabel) is { } type)
            shown["component"] = Inside(inside, type, scope);
        return shown;
    }

    private static JsonObject Inside(Payload component, ComponentType type, ComponentScope scope) => type switch
    {
        ComponentType.TextInput => TextInput(component, scope),
        ComponentType.FileUpload => FileUpload(component, scope),
        ComponentType.RadioGroup or ComponentType.CheckboxGroup => Group(component, type, scope),
        ComponentType.Checkbox => Checkbox(component, scope),
        _ => SelectReader.Read(component, type, scope),
    };

    private static JsonObject TextInput(Payload input, ComponentScope scope)
    {
        var shown = scope.Begin(input, ComponentType.TextInput);
        shown["custom_id"] = scope.CustomId(input);
        shown["style"] = input.Integer("style", 1, 2, required: true);
        shown["required"] = input.Flag("required") ?? true;
        Add(shown, "value", input.Text("value", max: 4_000));
        Add(shown, "placeholder", input.Text("placeholder", max: 100));
        Add(shown, "min_length", input.Integer("min_length", 0, 4_000));
        Add(shown, "max_length", input.Integer("max_length", 1, 4_000));
        return shown;
    }

    private static JsonObject FileUpload(Payload upload, ComponentScope scope)
    {
        var shown = scope.Begin(upload, ComponentType.FileUpload);
        shown["custom_id"] = scope.CustomId(upload);
        shown["min_values"] = upload.Integer("min_values", 0, 10) ?? 1;
        shown["max_values"] = upload.Integer("max_values", 1, 10) ?? 1;
        shown["required"] = upload.Flag("required") ?? true;
        return shown;
    }

    private static JsonObject Group(Payload group, ComponentType type, ComponentScope scope)
    {
        var shown = scope.Begin(group, type);
        shown["custom_id"] = scope.CustomId(group);
        shown["required"] = group.Flag("required") ?? true;
        var options = new JsonArray();
        foreach (var option in group.Objects("options", max: 10, min: type == ComponentType.RadioGroup ? 2 : 1, required: true))
        {
            var one = new JsonObject
            {
                ["label"] = option.Text("label", max: 100, min: 1, required: true),
                ["value"] = option.Text("value", max: 100, min: 1, required: true),
            };
            Add(one, "description", option.Text("description", max: 100));
            if (option.Flag("default") is { } chosen)
                one["default"] = chosen;
            options.Add(one);
        }
        if (type == ComponentType.CheckboxGroup)
        {
            shown["min_values"] = group.Integer("min_values", 0, 10) ?? 1;
            shown["max_values"] = group.Integer("max_values", 1, 10) ?? options.Count;
        }
        shown["options"] = options;
        return shown;
    }

    private static JsonObject Checkbox(Payload checkbox, ComponentScope scope)
    {
        var shown = scope.Begin(checkbox, ComponentType.Checkbox);
        shown["custom_id"] = scope.CustomId(checkbox);
        shown["default"] = checkbox.Flag("default") ?? false;
        return shown;
    }

    private static void Add(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
            target[name] = value;
    }
}
