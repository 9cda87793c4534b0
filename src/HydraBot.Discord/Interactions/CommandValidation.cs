using System.Text.RegularExpressions;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>The limits of commands. https://discord.com/developers/docs/interactions/application-commands</summary>
internal static partial class CommandValidation
{
    public static void Check(IReadOnlyList<CommandDefinition> commands)
    {
        var errors = new PayloadErrors();
        errors.AtMost("commands", commands.Count(command => command.Type == ApplicationCommandType.ChatInput), CommandLimits.ChatInputCommands, "slash commands");
        foreach (var type in (ReadOnlySpan<ApplicationCommandType>)[ApplicationCommandType.User, ApplicationCommandType.Message])
            errors.AtMost("commands", commands.Count(command => command.Type == type), CommandLimits.ContextCommands, $"{type} commands");
        foreach (var twice in commands.GroupBy(CommandComparison.KeyOf).Where(group => group.Count() > 1))
            errors.Add(twice.Key.Name, "APPLICATION_COMMANDS_DUPLICATE_NAME", "there are two commands of this name");
        foreach (var command in commands)
            Check(errors, command);
        errors.Throw();
    }

    private static void Check(PayloadErrors errors, CommandDefinition command)
    {
        var path = command.Name;
        if (command.Type == ApplicationCommandType.ChatInput)
        {
            CheckName(errors, path, command.Name);
            errors.Between($"{path}.description", command.Description, 1, CommandLimits.Description);
        }
        else
        {
            errors.Between($"{path}.name", command.Name, 1, CommandLimits.Name);
            if (command.Description.Length > 0)
                errors.Add($"{path}.description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_EMPTY", "a context command has no description");
        }
        CheckOptions(errors, path, command.Options ?? []);
        errors.AtMost(path, LengthOf(command), CommandLimits.Total, "characters in names, descriptions and values together");
    }

    private static void CheckOptions(PayloadErrors errors, string parent, IReadOnlyList<CommandOption> options)
    {
        errors.AtMost($"{parent}.options", options.Count, CommandLimits.Options, "options");
        var optionalSeen = false;
        foreach (var option in options)
        {
            var path = $"{parent}.{option.Name}";
            CheckName(errors, path, option.Name);
            errors.Between($"{path}.description", option.Description, 1, CommandLimits.Description);
            errors.AtMost($"{path}.choices", option.Choices?.Count ?? 0, CommandLimits.Choices, "choices");
            foreach (var choice in option.Choices ?? [])
            {
                errors.Between($"{path}.choices", choice.Name, 1, CommandLimits.ChoiceName);
                errors.Longest($"{path}.choices", choice.Value.Text, CommandLimits.ChoiceValue);
            }
            if (option.Autocomplete == true && option.Choices is { Count: > 0 })
                errors.Add($"{path}.autocomplete", "AUTOCOMPLETE_WITH_CHOICES", "an option has fixed choices or autocomplete, not both");
            if (option.Required == true && optionalSeen)
                errors.Add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "required options stand before the others");
            optionalSeen |= option.Required != true;
            CheckOptions(errors, path, option.Options ?? []);
        }
    }

    private static void CheckName(PayloadErrors errors, string path, string name)
    {
        if (!SlashName().IsMatch(name) || name.Any(char.IsUpper))
            errors.Add($"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", $"'{name}' is no name: 1 to {CommandLimits.Name} lower-case letters, digits, '-' and '_' are");
    }

    private static int LengthOf(CommandDefinition command) => command.Name.Length + command.Description.Length + LengthOf(command.Options);

    private static int LengthOf(IReadOnlyList<CommandOption>? options) => (options ?? []).Sum(option =>
        option.Name.Length + option.Description.Length + LengthOf(option.Options)
        + (option.Choices ?? []).Sum(choice => choice.Name.Length + (choice.Value.Text?.Length ?? 0)));

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\p{IsDevanagari}\p{IsThai}]{1,32}$")]
    private static partial Regex SlashName();
}
