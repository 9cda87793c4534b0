using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>Operations that take code out of a message, as buttons below an answer that holds some.</summary>
internal static class CodeButtons
{
    public const string Prefix = "code:";

    /// <summary>The message's text as the operation's first argument.</summary>
    public static JsonElement Arguments(Operation operation, Message? message)
    {
        var first = operation.Schema.GetProperty("properties").EnumerateObject().First().Name;
        return JsonElement.Parse(new JsonObject { [first] = Text(message) }.ToJsonString());
    }

    /// <summary>The buttons below a part of an answer; none where it holds no code.</summary>
    public static IReadOnlyList<Component> Below(IEnumerable<Operation> operations, string text)
    {
        if (text.Split("```") is not { Length: >= 3 })
            return [];
        Button[] buttons = [.. operations.Where(operation => operation is { Code: true, Message: not null }).Take(5).Select(operation => new Button($"{Prefix}{operation.Name}", operation.Message!, ButtonStyle.Secondary))];
        return buttons.Length == 0 ? [] : [new ActionRow(buttons)];
    }

    private static string Text(Message? message) => message is null ? "" : string.Join('\n', message.Embeds.Select(embed => embed.Description).Prepend(message.Content).Where(text => !string.IsNullOrEmpty(text)));
}
