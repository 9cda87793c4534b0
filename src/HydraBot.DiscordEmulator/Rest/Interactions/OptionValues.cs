using System.Globalization;
using HydraBot.DiscordEmulator.Rest.Commands;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Checks what a member filled into a command's options against their definition.</summary>
internal sealed class OptionValues(ResolvedData resolved, InteractionFiles files, Snowflake userId, bool autocomplete)
{
    /// <summary>The option that has the focus, when autocomplete asks; null when none has.</summary>
    public bool FocusSeen { get; private set; }

    public JsonArray Read(Payload owner, JsonElement definition)
    {
        var shown = new JsonArray();
        var known = definition.TryGetProperty("options", out var list) ? list.EnumerateArray().ToList() : [];
        HashSet<string> given = [];
        foreach (var option in owner.Objects("options", max: 25))
        {
            var name = option.Text("name", max: 32, min: 1, required: true);
            var described = known.FirstOrDefault(one => one.GetProperty("name").GetString() == name);
            if (described.ValueKind == JsonValueKind.Undefined)
                option.Error("name", "INTERACTION_APPLICATION_COMMAND_OPTION_INVALID", "This option is not part of the command");
            else if (given.Add(name!))
                shown.Add(ReadOne(option, described));
        }
        foreach (var missing in known.Where(one => !autocomplete && IsRequired(one) && !given.Contains(one.GetProperty("name").GetString()!)))
            owner.Error("options", "BASE_TYPE_REQUIRED", $"The option '{missing.GetProperty("name").GetString()}' is required");
        return shown;
    }

    private static bool IsRequired(JsonElement option) => option.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True;

    private JsonObject ReadOne(Payload option, JsonElement described)
    {
        var type = (CommandOptionType)described.GetProperty("type").GetInt32();
        var shown = new JsonObject { ["name"] = described.GetProperty("name").GetString(), ["type"] = (int)type };
        if (type is CommandOptionType.Subcommand or CommandOptionType.SubcommandGroup)
        {
            shown["options"] = Read(option, described);
            return shown;
        }
        var focused = option.Flag("focused") == true;
        FocusSeen |= focused;
        shown["value"] = autocomplete && focused ? option.Text("value", max: 6_000) ?? "" : Value(option, type, described);
        if (focused)
            shown["focused"] = true;
        return shown;
    }

    private JsonNode? Value(Payload option, CommandOptionType type, JsonElement described) => type switch
    {
        CommandOptionType.Text => Text(option, described),
        CommandOptionType.Integer => Number(option, described, whole: true),
        CommandOptionType.Number => Number(option, described, whole: false),
        CommandOptionType.Boolean => option.Flag("value"),
        CommandOptionType.Attachment => Attachment(option),
        _ => Reference(option, type),
    };

    private static JsonNode? Text(Payload option, JsonElement described)
    {
        var min = described.TryGetProperty("min_length", out var shortest) ? shortest.GetInt32() : 0;
        var max = described.TryGetProperty("max_length", out var longest) ? longest.GetInt32() : 6_000;
        var text = option.Text("value", max, min, required: true);
        CheckChoice(option, described, value => value.GetString() == text);
        return text;
    }

    private static JsonNode? Number(Payload option, JsonElement described, bool whole)
    {
        if (!option.HasValue("value"))
        {
            option.Error("value", "BASE_TYPE_REQUIRED", "This field is required");
            return null;
        }
        var text = option.Element.GetProperty("value").ToString();
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || (whole && number != decimal.Truncate(number)))
        {
            option.Error("value", "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not {(whole ? "int" : "float")}.");
            return null;
        }
        if (described.TryGetProperty("min_value", out var min) && number < min.GetDecimal())
            option.Error("value", "NUMBER_TYPE_MIN", $"Value should be greater than or equal to {min}.");
        if (described.TryGetProperty("max_value", out var max) && number > max.GetDecimal())
            option.Error("value", "NUMBER_TYPE_MAX", $"Value should be less than or equal to {max}.");
        CheckChoice(option, described, value => value.GetDecimal() == number);
        return whole ? (long)number : (double)number;
    }

    private static void CheckChoice(Payload option, JsonElement described, Func<JsonElement, bool> matches)
    {
        if (described.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0
            && !choices.EnumerateArray().Any(choice => matches(choice.GetProperty("value"))))
            option.Error("value", "INTERACTION_APPLICATION_COMMAND_OPTION_CHOICE_INVALID", "Value is not one of the option's choices");
    }

    private JsonNode? Attachment(Payload option)
    {
        var index = option.Text("value", max: 20, required: true) ?? "";
        if (files.Keep(index) is not { } attachment)
        {
            option.Error("value", "INTERACTION_ATTACHMENT_MISSING", $"No file was sent as files[{index}]");
            return null;
        }
        resolved.Add(attachment);
        return attachment.Id.ToString();
    }

    private JsonNode? Reference(Payload option, CommandOptionType type)
    {
        if (option.Id("value", required: true) is not { } id)
            return null;
        var known = type switch
        {
            CommandOptionType.User => resolved.TryUser(id),
            CommandOptionType.Role => resolved.TryRole(id),
            CommandOptionType.Channel => resolved.TryChannel(id, userId),
            _ => resolved.TryUser(id) || resolved.TryRole(id),
        };
        if (!known)
            option.Error("value", "INTERACTION_APPLICATION_COMMAND_OPTION_INVALID", $"{id} is not known here");
        return id.ToString();
    }
}
