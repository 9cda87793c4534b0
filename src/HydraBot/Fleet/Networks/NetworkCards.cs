using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Networks;

/// <summary>Networks on a phone: what is wrong first, long lists as a file besides.</summary>
internal static class NetworkCards
{
    private const int MostLines = 12, MostNames = 20, MostText = 900;

    public static Card Of(NetworkReport report)
    {
        if (report.Container is { } name)
        {
            return new Card
            {
                Title = $"{name} reaches {report.Reaches!.Count}, and {report.ReachedBy!.Count} reach it",
                Fields = [new CardField("Reaches", Lines(report.Reaches.Select(contact => $"`{contact.To}` {contact.Way}"))), new CardField("Is reached by", Lines(report.ReachedBy.Select(contact => $"`{contact.From}` {contact.Way}")))],
            };
        }

        var wrong = Lines(report.Difference).ToArray();
        return new Card
        {
            Title = Title(report),
            Severity = Severity(report),
            Text = wrong.Length > 0 ? Lines(wrong, MostLines) : null,
            Fields = [.. Fields(report)],
            Files = wrong.Length > MostLines ? [File("networks.txt", wrong)] : [],
            Actions = [.. report.Unfinished.Take(1).SelectMany(plan => new[] { new CardAction("Go on", "network.resume", Named(plan)), new CardAction("Take back", "network.undo", Named(plan)) })],
            Footer = report.Zones.Count == 0 ? "Fleet:Networks:Zones says what is wanted." : wrong.Length > 0 ? "/network plan lists the steps that mend it." : null,
        };
    }

    public static Card Drawn(NetworkReport report) => new()
    {
        Title = Title(report),
        Severity = Severity(report),
        Picture = new CardFile("networks.png", "image/png", NetworkMap.Draw(report)),
        Footer = report.Zones.Count == 0 ? "Networks, and containers on them." : "/network show says it in words.",
    };

    public static Card Of(NetworkPreviewReport preview)
    {
        var left = Lines(preview.Left).ToArray();
        var steps = preview.Steps.Select((step, index) => $"{index + 1}. {step}").ToArray();
        return new Card
        {
            Title = preview.Plan is { } number ? $"Plan {number}: {Count(steps.Length, "step")}" : left.Length == 0 ? "The networks are as they are wanted" : "No step would make the networks better",
            Severity = preview.Plan is null && left.Length == 0 ? CardSeverity.Good : CardSeverity.Neutral,
            Text = steps.Length > 0 ? Lines(steps, MostLines) : null,
            Fields =
            [
                .. preview.Notes.Count > 0 ? [new CardField("Before you agree", Lines(preview.Notes))] : Array.Empty<CardField>(),
                .. left.Length > 0 ? [new CardField("Not mended by it", Lines(left))] : Array.Empty<CardField>(),
            ],
            Files = steps.Length > MostLines || left.Length > MostLines ? [File($"network-plan-{preview.Plan}.txt", [.. steps, .. preview.Notes, .. left])] : [],
            Actions = preview.Plan is { } plan ? [new CardAction("Apply", "network.apply", Named(plan))] : [],
            Footer = preview.Plan is { } wanted ? $"/network apply {wanted} takes exactly these, with an approval, and takes them back when a container does not stay well." : null,
        };
    }

    public static Card Applied(NetworkChange change)
    {
        var left = Lines(change.Left).ToArray();
        return new Card
        {
            Title = left.Length == 0 ? "The networks are as they are wanted" : $"Plan {change.Plan} is applied; {Count(left.Length, "thing")} are left",
            Severity = left.Length == 0 ? CardSeverity.Good : CardSeverity.Warning,
            Text = string.Create(CultureInfo.InvariantCulture, $"{Count(change.Steps, "step")} in {change.Seconds:0.0} s; all that was well is well.\nA deploy puts a container on the networks of its compose file again: name the new ones there as `external` to make it last."),
            Fields = left.Length > 0 ? [new CardField("Left", Lines(left))] : [],
            Footer = $"/network undo {change.Plan} takes it back.",
            Spoken = "The networks are changed, and all that was well is well.",
        };
    }

    public static Card Undone(NetworkChange change) => new()
    {
        Title = $"Plan {change.Plan} is taken back",
        Severity = change.Skipped.Count == 0 ? CardSeverity.Good : CardSeverity.Warning,
        Text = $"{Count(change.Steps, "step")}, in reverse order.",
        Fields = change.Skipped.Count > 0 ? [new CardField("Nothing to take back of", Lines(change.Skipped))] : [],
    };

    /// <summary>Steps for whoever is asked about them, who sees plain text.</summary>
    public static string Numbered(IEnumerable<NetworkStep> steps) => string.Join('\n', steps.Select((step, index) => $"{index + 1}. {step}")).Replace("`", "", StringComparison.Ordinal);

    private static string Title(NetworkReport report)
    {
        var (containers, difference) = (report.Zones.SelectMany(zone => zone.Containers).Distinct().Count(), report.Difference);
        if (report.Zones.Count == 0)
            return $"{Count(report.Networks.Count, "network")}; no zones are set";
        return difference.IsNone ? $"{Count(containers, "container")} in {Count(report.Zones.Count, "zone")}, as it is wanted"
            : $"{difference.Wrong.Count + difference.Openings.Count} too open, {difference.Missing.Count} cut off";
    }

    private static CardSeverity Severity(NetworkReport report) => report.Unfinished.Count > 0 || report.Difference.Wrong.Count + report.Difference.Openings.Count > 0 ? CardSeverity.Bad
        : !report.Difference.IsNone ? CardSeverity.Warning
        : report.Zones.Count == 0 ? CardSeverity.Neutral : CardSeverity.Good;

    private static IEnumerable<CardField> Fields(NetworkReport report)
    {
        foreach (var plan in report.Unfinished)
            yield return new CardField($"Plan {plan} was cut off", $"Part of it may be in force. `/network resume {plan}` goes on with it, `/network undo {plan}` takes it back.");
        foreach (var zone in report.Zones)
            yield return new CardField($"{zone.Name}{(zone.Internal ? ", no way out" : "")}", $"{Names(zone.Containers)}{(zone.Talks.Count > 0 ? $"\ntalks with {string.Join(", ", zone.Talks)}" : "")}");
        if (report.Difference.Unassigned.Count > 0)
            yield return new CardField("In no zone", Names(report.Difference.Unassigned));
        if (report.Zones.Count > 0)
            yield break;
        foreach (var network in report.Networks.Take(MostNames))
            yield return new CardField($"{network.Name}{(network.Internal ? ", no way out" : "")}", Names(network.Containers));
    }

    private static IEnumerable<string> Lines(NetworkDifference difference) =>
    [
        .. difference.Openings.Select(opening => $"`{opening.Container}` has a way out by `{opening.Network}`"),
        .. difference.Wrong.Where(contact => contact.Way!.Kind != WayKind.Port).Select(contact => $"`{contact.From}` and `{contact.To}` reach each other {contact.Way}"),
        // A published port is open to everybody, and one line says so.
        .. difference.Wrong.Where(contact => contact.Way!.Kind == WayKind.Port).GroupBy(contact => (contact.To, contact.Way)).Select(open => $"`{open.Key.To}` is reached {open.Key.Way}, by {Names([.. open.Select(contact => contact.From)], 3)}"),
        .. difference.Missing.Select(contact => $"`{contact.From}` and `{contact.To}` should reach each other, and cannot"),
        .. difference.OnDefaultBridge.Select(container => $"`{container}` is on the default bridge, where nobody has a name"),
    ];

    private static string Names(IReadOnlyList<string> names, int most = MostNames) => names.Count == 0 ? "nobody"
        : string.Join(", ", names.Take(most).Select(name => $"`{name}`")) + (names.Count > most ? $" and {names.Count - most} more" : "");

    private static string Lines(IReadOnlyList<string> lines) => Lines(lines, MostLines);

    private static string Lines(IEnumerable<string> lines) => Lines([.. lines], MostLines);

    private static string Lines(IReadOnlyList<string> lines, int most)
    {
        if (lines.Count == 0)
            return "Nobody.";
        var text = new StringBuilder();
        var fitting = lines.Take(most).TakeWhile(line => text.Length + line.Length < MostText && text.AppendLine(line) is not null).Count();
        return fitting < lines.Count ? $"{text}and {lines.Count - fitting} more" : text.ToString().TrimEnd();
    }

    private static string Named(long plan) => $$"""{"plan":{{plan}}}""";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static CardFile File(string name, IEnumerable<string> lines) => new(name, "text/plain", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
