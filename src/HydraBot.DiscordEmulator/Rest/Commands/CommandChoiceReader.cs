using HydraBot.DiscordEmulator.Rest.Validation;

namespace HydraBot.DiscordEmulator.Rest.Commands;

/// <summary>Choices of an option, as a definition lists them and as autocomplete answers them.</summary>
internal static class CommandChoiceReader
{
    private const int Most = 25;

    public static JsonArray Read(Payload owner, CommandOptionType type)
    {
        var shown = new JsonArray();
        HashSet<string> names = [];
        foreach (var choice in owner.Objects("choices", Most))
        {
            var name = choice.Text("name", max: 100, min: 1, required: true);
            if (name is not null && !names.Add(name))
                choice.Error("name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name already exists");
            var one = new JsonObject { ["name"] = name, ["value"] = Value(choice, type) };
            if (CommandTexts.Localizations(choice, "name_localizations", 100) is { } texts)
                one["name_localizations"] = texts;
            shown.Add(one);
        }
        return shown;
    }

    public static JsonNode? Number(Payload owner, string name)
    {
        if (!owner.HasValue(name))
            return null;
        var value = owner.Element.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Number)
            return JsonNode.Parse(value.GetRawText());
        owner.Error(name, "NUMBER_TYPE_COERCE", $"Value \"{value}\" is not float.");
        return null;
    }

    private static JsonNode? Value(Payload choice, CommandOptionType type)
    {
        if (type == CommandOptionType.Text)
            return choice.Text("value", max: 100, required: true);
        if (type == CommandOptionType.Integer)
            return choice.Integer("value", required: true);
        if (!choice.HasValue("value"))
            choice.Error("value", "BASE_TYPE_REQUIRED", "This field is required");
        return Number(choice, "value");
    }
}
