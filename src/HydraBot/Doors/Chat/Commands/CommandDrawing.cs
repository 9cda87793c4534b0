using System.Text.Json;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>Draws the catalog as slash commands: one command a room with a subcommand a verb (or a group of them), or a command of its own name.</summary>
internal static class CommandDrawing
{
    /// <summary>All commands, by name.</summary>
    /// <exception cref="InvalidOperationException">Two operations want the same path, or a name is both a command and a room.</exception>
    public static IReadOnlyList<CommandDefinition> Draw(IReadOnlyList<Operation> operations)
    {
        var commands = new SortedDictionary<string, CommandDefinition>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            var path = CommandNames.Path(operation);
            if (path.Split(' ') is not [var name, .. { Length: <= 2 } verb])
                throw new InvalidOperationException($"{operation.Name}: /{path} is deeper than Discord's subcommands.");
            var had = commands.GetValueOrDefault(name);
            if (had is not null && (verb is [] || IsPlain(had) || Taken(had.Options!, verb)))
                throw new InvalidOperationException($"{operation.Name}: /{path} is taken by another operation.");

            commands[name] = verb is not [] ? WithVerb(had ?? Room(name), verb, operation) : new CommandDefinition
            {
                Name = name,
                Description = Cut(operation.Description),
                Options = OptionsOf(operation),
            };
        }

        foreach (var operation in operations.Where(operation => operation.Message is not null))
            commands.Add($"\uffff{operation.Message}", new CommandDefinition { Type = ApplicationCommandType.Message, Name = operation.Message! });
        return [.. commands.Values];
    }

    private static bool IsPlain(CommandDefinition command) => command.Options is not [{ Type: CommandOptionType.SubCommand or CommandOptionType.SubCommandGroup }, ..];

    private static bool Taken(IReadOnlyList<CommandOption> options, string[] verb) => options.FirstOrDefault(option => option.Name == verb[0]) is { } same
        && (verb is not [_, var inner] || same.Type == CommandOptionType.SubCommand || same.Options!.Any(option => option.Name == inner));

    private static CommandDefinition Room(string name) => new() { Name = name, Description = $"What HydraBot can do about {name}", Options = [] };

    private static CommandDefinition WithVerb(CommandDefinition room, string[] verb, Operation operation)
    {
        var subcommand = new CommandOption { Type = CommandOptionType.SubCommand, Name = verb[^1], Description = Cut(operation.Description), Options = OptionsOf(operation) };
        if (verb.Length == 1)
            return room with { Options = [.. room.Options ?? [], subcommand] };
        var group = room.Options?.FirstOrDefault(option => option.Name == verb[0])
            ?? new CommandOption { Type = CommandOptionType.SubCommandGroup, Name = verb[0], Description = $"What HydraBot can do about {verb[0]} of {room.Name}", Options = [] };
        return room with { Options = [.. (room.Options ?? []).Where(option => option.Name != verb[0]), group with { Options = [.. group.Options ?? [], subcommand] }] };
    }

    /// <summary>Discord wants the required options first.</summary>
    private static CommandOption[]? OptionsOf(Operation operation)
    {
        if (operation.Form || !operation.Schema.TryGetProperty("properties", out var properties))
            return null;
        var required = operation.Schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        CommandOption[] options = [.. properties.EnumerateObject()
            .Select(property => OptionOf(operation, property, required.Contains(property.Name)))
            .OrderByDescending(option => option.Required ?? false)];
        return options.Length == 0 ? null : options;
    }

    private static CommandOption OptionOf(Operation operation, JsonProperty property, bool required)
    {
        var schema = new ParameterSchema(property.Value);
        var type = operation.Attached.Contains(property.Name) ? CommandOptionType.Attachment : schema.OptionType;
        return new CommandOption
        {
            Name = CommandNames.Option(property.Name),
            Description = Cut(schema.Description ?? property.Name),
            Type = type,
            Required = required ? true : null,
            Autocomplete = operation.Suggestions.ContainsKey(property.Name) ? true : null,
            Choices = schema.Choices is { Count: > 0 and <= CommandLimits.Choices } choices ? [.. choices.Select(choice => new CommandChoice(choice, choice))] : null,
            MinValue = type is CommandOptionType.Integer or CommandOptionType.Number ? schema.Minimum : null,
            MaxValue = type is CommandOptionType.Integer or CommandOptionType.Number ? schema.Maximum : null,
            MaxLength = type == CommandOptionType.String ? schema.MaxLength : null,
        };
    }

    private static string Cut(string text) => text.Length <= CommandLimits.Description ? text : text[..(CommandLimits.Description - 1)] + "…";
}
