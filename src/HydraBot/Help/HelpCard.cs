using HydraBot.Governance.Operations;

namespace HydraBot.Help;

/// <summary>Draws help for a phone: a field a room, a line an operation.</summary>
internal static class HelpCard
{
    public static Card All(HelpPage page) => new()
    {
        Title = "What you can ask for",
        Text = $"Your access: **{page.Access}**. `/help operation` shows one closely.",
        Fields = [.. page.Operations
            .GroupBy(entry => entry.Name.Split('.')[0], entry => entry)
            // Rooms with one operation of their own name share a field: a heading over a single line wastes a phone's height.
            .GroupBy(room => room.Count() == 1 && !room.First().Name.Contains('.', StringComparison.Ordinal) ? "HydraBot" : Heading(room.Key), room => room.AsEnumerable())
            .OrderByDescending(room => room.Key == "HydraBot")
            .Select(room => new CardField(room.Key, string.Join('\n', room.SelectMany(entries => entries).Select(Line))))],
        Footer = "⚡ interrupts something · 🗑️ removes something: the law may ask people first",
        Spoken = $"There are {page.Operations.Count} things that you can ask for.",
    };

    public static Card One(HelpEntry entry, AccessLevel access) => new()
    {
        Title = entry.Command,
        Text = entry.Access > access ? $"{entry.Description}\nIt needs **{entry.Access}**; your access is {access}." : entry.Description,
        Severity = entry.Access > access ? CardSeverity.Warning : CardSeverity.Neutral,
        Fields =
        [
            .. entry.Arguments.Select(argument => new CardField(
                argument.Required ? argument.Name : $"{argument.Name} (optional)",
                argument.Description is { } description ? $"{Sentence(description)}\n{Sentence(argument.Allowed)}" : Sentence(argument.Allowed))),
            new CardField("Needs", entry.Access.ToString(), Inline: true),
            new CardField("Effect", Effect(entry.Effect), Inline: true),
            new CardField("Name", $"`{entry.Name}`", Inline: true),
        ],
        Spoken = entry.Description,
    };

    private static string Line(HelpEntry entry) => $"`{entry.Command}`{Mark(entry.Effect)} {entry.Description}";

    private static string Mark(OperationEffect effect) => effect switch
    {
        OperationEffect.Disrupt => " ⚡",
        OperationEffect.Destroy => " 🗑️",
        _ => "",
    };

    private static string Effect(OperationEffect effect) => effect switch
    {
        OperationEffect.Read => "Looks only",
        OperationEffect.Change => "Changes something",
        OperationEffect.Disrupt => "Interrupts something",
        _ => "Removes something",
    };

    private static string Heading(string room) => char.ToUpperInvariant(room[0]) + room[1..];

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.')}.";
}
