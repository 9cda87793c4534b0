using System.Text.Json;

namespace HydraBot.Discord.Interactions;

/// <summary>Compares commands without what Discord fills in by itself.</summary>
internal static class CommandComparison
{
    public static (ApplicationCommandType Type, string Name) KeyOf(CommandDefinition command) => (command.Type, command.Name);

    public static bool AreSame(CommandDefinition one, CommandDefinition other, bool global) => Text(one, global) == Text(other, global);

    private static string Text(CommandDefinition command, bool global) =>
        JsonSerializer.Serialize(Plain(command, global), DiscordJson.Default.CommandDefinition);

    private static CommandDefinition Plain(CommandDefinition command, bool global) => new()
    {
        Type = command.Type,
        Name = command.Name,
        NameLocalizations = Plain(command.NameLocalizations),
        Description = command.Description,
        DescriptionLocalizations = Plain(command.DescriptionLocalizations),
        Options = Plain(command.Options),
        DefaultMemberPermissions = command.DefaultMemberPermissions,
        Nsfw = command.Nsfw == true ? true : null,
        // Where a command may be used is said of global commands alone, and when it is not said Discord fills it in.
        IntegrationTypes = global && command.IntegrationTypes is { Count: > 0 } types && !types.SequenceEqual([0]) ? [.. types.Order()] : null,
        Contexts = global && command.Contexts is { Count: > 0 } contexts ? [.. contexts.Order()] : null,
    };

    private static CommandOption[]? Plain(IReadOnlyList<CommandOption>? options) =>
        options is not { Count: > 0 } ? null : [.. options.Select(Plain)];

    private static CommandOption Plain(CommandOption option) => option with
    {
        NameLocalizations = Plain(option.NameLocalizations),
        DescriptionLocalizations = Plain(option.DescriptionLocalizations),
        Required = option.Required == true ? true : null,
        Autocomplete = option.Autocomplete == true ? true : null,
        Choices = option.Choices is { Count: > 0 } choices ? [.. choices.Select(choice => choice with { NameLocalizations = Plain(choice.NameLocalizations) })] : null,
        ChannelTypes = option.ChannelTypes is { Count: > 0 } types ? [.. types.Order()] : null,
        Options = Plain(option.Options),
    };

    private static SortedDictionary<string, string>? Plain(IReadOnlyDictionary<string, string>? texts) =>
        texts is { Count: > 0 } ? new SortedDictionary<string, string>(texts.ToDictionary(), StringComparer.Ordinal) : null;
}
