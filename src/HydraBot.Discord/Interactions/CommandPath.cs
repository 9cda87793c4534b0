namespace HydraBot.Discord.Interactions;

/// <summary>Walks the subcommand groups and subcommands of a used command.</summary>
internal static class CommandPath
{
    public static string? Of(InteractionData data)
    {
        if (data.Name is not { } path)
            return null;
        for (var sub = SubOf(data.Options); sub is not null; sub = SubOf(sub.Options))
            path = $"{path} {sub.Name}";
        return path;
    }

    public static IReadOnlyList<InteractionOption> ArgumentsOf(InteractionData data)
    {
        var options = data.Options;
        while (SubOf(options) is { } sub)
            options = sub.Options;
        return options ?? [];
    }

    private static InteractionOption? SubOf(IReadOnlyList<InteractionOption>? options) =>
        options is [{ Type: CommandOptionType.SubCommand or CommandOptionType.SubCommandGroup } sub, ..] ? sub : null;
}
