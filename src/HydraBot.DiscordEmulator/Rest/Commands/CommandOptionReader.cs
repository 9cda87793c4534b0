using HydraBot.DiscordEmulator.Rest.Validation;

namespace HydraBot.DiscordEmulator.Rest.Commands;

/// <summary>Checks the options of a command, subcommands and groups included.</summary>
internal static class CommandOptionReader
{
    private const int Most = 25;
    private const int DeepestNesting = 2;

    public static JsonArray Read(Payload owner, int depth)
    {
        var shown = new JsonArray();
        HashSet<string> names = [];
        var (nested, plain, optionalSeen) = (false, false, false);
        foreach (var option in owner.Objects("options", Most))
        {
            if (ReadOne(option, depth) is not { } one)
                continue;
            var isNested = one["type"]!.GetValue<int>() <= (int)CommandOptionType.SubcommandGroup;
            nested |= isNested;
            plain |= !isNested;
            if (nested && plain)
                option.Error("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types");
            var required = one["required"] is not null;
            if (required && optionalSeen)
                option.Error("", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
            optionalSeen |= !isNested && !required;
            if (!names.Add(one["name"]!.GetValue<string>()))
                option.Error("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
            shown.Add(one);
        }
        return shown;
    }

    private static JsonObject? ReadOne(Payload option, int depth)
    {
        if (option.Integer("type", (int)CommandOptionType.Subcommand, (int)CommandOptionType.Attachment, required: true) is not { } number)
            return null;
        var type = (CommandOptionType)number;
        var name = option.Text("name", max: 32, min: 1, required: true) ?? "";
        CommandReader.CheckName(option, name);
        var shown = new JsonObject
        {
            ["type"] = (int)number,
            ["name"] = name,
            ["description"] = option.Text("description", max: 100, min: 1, required: true) ?? "",
        };
        Add(shown, "name_localizations", CommandTexts.Localizations(option, "name_localizations", 32));
        Add(shown, "description_localizations", CommandTexts.Localizations(option, "description_localizations", 100));
        if (type is CommandOptionType.Subcommand or CommandOptionType.SubcommandGroup)
            ReadNested(option, type, depth, shown);
        else
            ReadValue(option, type, shown);
        return shown;
    }

    private static void ReadNested(Payload option, CommandOptionType type, int depth, JsonObject shown)
    {
        var tooDeep = type == CommandOptionType.SubcommandGroup ? depth > 0 : depth >= DeepestNesting;
        if (tooDeep)
        {
            option.Error("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This option type is not allowed at this level of nesting");
            return;
        }
        if (!option.HasValue("options"))
            return;
        var inside = Read(option, type == CommandOptionType.SubcommandGroup ? depth + 1 : DeepestNesting);
        if (type == CommandOptionType.SubcommandGroup && inside.Any(one => one!["type"]!.GetValue<int>() != (int)CommandOptionType.Subcommand))
            option.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A sub-command group may hold sub-commands alone");
        shown["options"] = inside;
    }

    private static void ReadValue(Payload option, CommandOptionType type, JsonObject shown)
    {
        if (option.Flag("required") == true)
            shown["required"] = true;
        var choosable = type is CommandOptionType.Text or CommandOptionType.Integer or CommandOptionType.Number;
        if (option.Flag("autocomplete") is { } autocomplete)
            shown["autocomplete"] = autocomplete;
        if (option.HasValue("choices") && choosable)
            shown["choices"] = CommandChoiceReader.Read(option, type);
        if (shown["autocomplete"]?.GetValue<bool>() == true && (shown["choices"] is JsonArray { Count: > 0 } || !choosable))
            option.Error("autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete cannot be used with choices, nor with this option type");
        if (type == CommandOptionType.Text)
        {
            Add(shown, "min_length", option.Integer("min_length", 0, 6_000));
            Add(shown, "max_length", option.Integer("max_length", 1, 6_000));
        }
        else if (choosable)
        {
            Add(shown, "min_value", CommandChoiceReader.Number(option, "min_value"));
            Add(shown, "max_value", CommandChoiceReader.Number(option, "max_value"));
        }
        if (type == CommandOptionType.Channel && option.HasValue("channel_types"))
            shown["channel_types"] = new JsonArray([.. option.Items("channel_types", Most).Select(item => JsonNode.Parse(item.Item.GetRawText()))]);
    }

    private static void Add(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
            target[name] = value;
    }
}
