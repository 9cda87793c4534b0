using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>How operations and their parameters are called on Discord.</summary>
internal static class CommandNames
{
    /// <summary>The path of the slash command: its own name, or room and verb.</summary>
    public static string Path(Operation operation) => operation.Slash ?? operation.Name.Replace('.', ' ');

    /// <summary>Option names are lower case: <c>maxLines</c> becomes <c>max_lines</c>.</summary>
    public static string Option(string parameter) =>
        string.Concat(parameter.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));
}
