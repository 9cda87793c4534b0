namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>Menus: of given options, or of users, roles, both, or channels.</summary>
internal static class SelectReader
{
    private const int Most = 25;

    public static JsonObject Read(Payload select, ComponentType type, ComponentScope scope)
    {
        var shown = scope.Begin(select, type);
        shown["custom_id"] = scope.CustomId(select);
        if (select.Text("placeholder", max: 150) is { Length: > 0 } placeholder)
            shown["placeholder"] = placeholder;
        var min = select.Integer("min_values", 0, Most) ?? 1;
        var max = select.Integer("max_values", 1, Most) ?? 1;
        shown["min_values"] = min;
        shown["max_values"] = max;
        if (min > max)
            select.Error("max_values", "SELECT_COMPONENT_MAX_VALUE_TOO_SMALL", "Min values cannot be greater than max values");
        if (scope.InModal)
            shown["required"] = select.Flag("required") ?? true;
        else if (select.Flag("disabled") is { } disabled)
            shown["disabled"] = disabled;
        if (type == ComponentType.StringSelect)
            AddOptions(select, shown, max);
        else
            AddDefaults(select, type, shown);
        return shown;
    }

    private static void AddOptions(Payload select, JsonObject shown, long maxValues)
    {
        var options = new JsonArray();
        HashSet<string> values = [];
        foreach (var option in select.Objects("options", Most, min: 1, required: true))
        {
            var value = option.Text("value", max: 100, min: 1, required: true);
            if (value is not null && !values.Add(value))
                option.Error("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
            var one = new JsonObject { ["label"] = option.Text("label", max: 100, min: 1, required: true), ["value"] = value };
            if (option.Text("description", max: 100) is { Length: > 0 } description)
                one["description"] = description;
            if (ButtonReader.Emoji(option) is { } emoji)
                one["emoji"] = emoji;
            if (option.Flag("default") is { } chosen)
                one["default"] = chosen;
            options.Add(one);
        }
        if (options.Count > 0 && maxValues > options.Count)
            select.Error("options", "SELECT_COMPONENT_MAX_VALUE_TOO_LARGE", "Max values cannot be greater than the number of options");
        shown["options"] = options;
    }

    private static void AddDefaults(Payload select, ComponentType type, JsonObject shown)
    {
        if (select.HasValue("default_values"))
        {
            var defaults = new JsonArray();
            foreach (var value in select.Objects("default_values", Most))
                defaults.Add(new JsonObject { ["id"] = value.Id("id", required: true)?.ToString(), ["type"] = value.Text("type", 16, required: true) });
            shown["default_values"] = defaults;
        }
        if (type == ComponentType.ChannelSelect && select.HasValue("channel_types"))
            shown["channel_types"] = new JsonArray([.. select.Items("channel_types", Most).Select(item => JsonNode.Parse(item.Item.GetRawText()))]);
    }
}
