using System.Text.RegularExpressions;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Commands;

/// <summary>Checks the definition of a command and turns it into the form in which it is kept and shown.</summary>
internal static partial class CommandReader
{
    private const int MaxSize = 8_000;

    public static (int Type, string Name, JsonObject Definition) Read(Payload command, int? knownType = null)
    {
        var type = (int)(knownType ?? command.Integer("type", ApplicationCommand.ChatInput, ApplicationCommand.OnMessage) ?? ApplicationCommand.ChatInput);
        var name = command.Text("name", max: 32, min: 1, required: true) ?? "";
        var definition = new JsonObject
        {
            ["type"] = type,
            ["name"] = name,
            ["description"] = ReadDescription(command, type),
            ["default_member_permissions"] = command.Integer("default_member_permissions", 0)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["dm_permission"] = command.Flag("dm_permission") ?? true,
            ["nsfw"] = command.Flag("nsfw") ?? false,
            ["name_localizations"] = CommandTexts.Localizations(command, "name_localizations", 32),
            ["description_localizations"] = CommandTexts.Localizations(command, "description_localizations", 100),
        };
        AddNumbers(command, definition, "contexts", highest: 2);
        AddNumbers(command, definition, "integration_types", highest: 1);
        if (type == ApplicationCommand.ChatInput)
        {
            CheckName(command, name);
            if (command.HasValue("options"))
                definition["options"] = CommandOptionReader.Read(command, depth: 0);
        }
        if (CommandTexts.Size(definition) > MaxSize)
            command.Error("", "APPLICATION_COMMAND_TOO_LARGE", $"Command exceeds maximum size ({MaxSize})");
        return (type, name, definition);
    }

    /// <summary>Lower case, letters and digits of any script, dash and underscore; the rule of commands and of their options.</summary>
    public static void CheckName(Payload named, string name)
    {
        if (name.Length > 0 && (!ChatInputName.IsMatch(name) || name.Any(char.IsUpper)))
            named.Error("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }

    private static string ReadDescription(Payload command, int type)
    {
        if (type == ApplicationCommand.ChatInput)
            return command.Text("description", max: 100, min: 1, required: true) ?? "";
        if (command.Text("description", max: 100) is { Length: > 0 })
            command.Error("description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", "Context menu commands cannot have description");
        if (command.HasValue("options") && command.Items("options", max: 25).Count > 0)
            command.Error("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options");
        return "";
    }

    private static void AddNumbers(Payload command, JsonObject definition, string name, int highest)
    {
        if (!command.HasValue(name))
            return;
        var numbers = new JsonArray();
        foreach (var (item, index) in command.Items(name, max: highest + 1, min: 1))
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= 0 && number <= highest)
                numbers.Add(number);
            else
                command.Errors.Add($"{command.At(name)}.{index}", "BASE_TYPE_CHOICES", $"Value must be one of {{0..{highest}}}.");
        }
        definition[name] = numbers;
    }

    // Discord also takes the marks of Devanagari and Thai, which are not letters.
    [GeneratedRegex(@"^[-_'\p{L}\p{N}\u0900-\u097F\u0E00-\u0E7F]{1,32}$")]
    private static partial Regex ChatInputName { get; }
}
