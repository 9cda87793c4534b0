using System.Text.Json;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>What a card offers to do next, as buttons; a button carries the operation and its arguments, and nothing of whom it was drawn for.</summary>
internal static class CardButtons
{
    public const string Prefix = "run:";

    private const int MostInARow = 5, LongestId = 100;

    /// <summary>The row of buttons; none where there is nothing to do.</summary>
    public static IReadOnlyList<Component> Row(Card card)
    {
        Button[] buttons = [.. card.Actions.Take(MostInARow).Select(action => new Button(Id(action), action.Label, ButtonStyle.Secondary))];
        return buttons.Length == 0 ? [] : [new ActionRow(buttons)];
    }

    /// <summary>What a pressed button asks for; null where no such operation is there any more.</summary>
    public static (Operation Operation, JsonElement Arguments)? Read(OperationCatalog catalog, string? id)
    {
        if (id?[Prefix.Length..].Split(' ', 2) is not [var name, var arguments] || catalog.All.FirstOrDefault(one => one.Name == name) is not { } operation)
            return null;
        return (operation, JsonElement.Parse(arguments));
    }

    private static string Id(CardAction action) => $"{Prefix}{action.Operation} {action.Arguments}" is { Length: <= LongestId } id
        ? id
        : throw new InvalidOperationException($"The button '{action.Label}' carries more than {LongestId} characters.");
}
