using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Alerts;

/// <summary>Alerts as people see them.</summary>
internal static class AlertCard
{
    private const int MostLines = 15;
    private const int MostText = 900;

    public static string Mark(Alert alert) => alert switch
    {
        { State: AlertState.Cleared } => "✅",
        { State: AlertState.Acknowledged } => "👀",
        { Severity: AlertSeverity.Critical } => "🔴",
        { Severity: AlertSeverity.Warning } => "🟡",
        _ => "ℹ️",
    };

    public static string Line(Alert alert)
    {
        var times = alert.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{alert.Times}") : "";
        var taken = alert is { State: AlertState.Acknowledged, AcknowledgedBy: { } by } ? $" · {by} has it" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Mark(alert)} **#{alert.Number}** {alert.Title}{times} · <t:{alert.RaisedAt.ToUnixTimeSeconds()}:R>{taken}");
    }

    /// <summary>The message of one incident, as it stands.</summary>
    public static Card Draw(IReadOnlyList<Alert> incident)
    {
        var lasting = incident.Where(alert => alert.Lasts).ToArray();
        var worst = (lasting.Length > 0 ? lasting : incident).MaxBy(alert => alert.Severity)!;
        return new Card
        {
            Title = Title(incident, lasting),
            Severity = lasting.Length == 0 ? CardSeverity.Good : Severity(worst.Severity),
            Text = Text(incident),
            Footer = lasting.Any(alert => alert.State == AlertState.Open) ? "✅ takes it in hand · /alert silence keeps it quiet" : null,
            Spoken = Title(incident, lasting).Replace("`", "", StringComparison.Ordinal),
        };
    }

    public static CardSeverity Severity(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => CardSeverity.Bad,
        AlertSeverity.Warning => CardSeverity.Warning,
        _ => CardSeverity.Neutral,
    };

    private static string Title(IReadOnlyList<Alert> incident, Alert[] lasting) => (incident.Count, lasting.Length) switch
    {
        (1, 0) => $"All clear, it was: {incident[0].Title.Replace("`", "", StringComparison.Ordinal)}",
        (var all, 0) => $"All clear: {incident[0].Topic} ({all} alerts)",
        (1, 1) => incident[0].Title.Replace("`", "", StringComparison.Ordinal),
        var (all, now) => all == now ? $"{incident[0].Topic}: {now} alerts" : $"{incident[0].Topic}: {now} of {all} alerts last",
    };

    private static string Text(IReadOnlyList<Alert> incident)
    {
        var text = new StringBuilder();
        var shown = incident.OrderBy(alert => alert.State == AlertState.Cleared).ThenByDescending(alert => alert.Severity).ThenBy(alert => alert.Number).Take(MostLines).ToArray();
        foreach (var alert in shown)
        {
            text.AppendLine(Line(alert));
            if (alert.Text.Length > 0 && text.Length < 3000)
                text.AppendLine(shown.Length == 1 || alert.Severity == AlertSeverity.Critical ? Cut(alert.Text) : FirstLine(alert.Text));
        }

        if (incident.Count > shown.Length)
            text.AppendLine(CultureInfo.InvariantCulture, $"and {incident.Count - shown.Length} more: `/alerts`");
        return text.ToString().TrimEnd();
    }

    private static string Cut(string text)
    {
        if (text.Length <= MostText)
            return text;
        var cut = text[..MostText];
        // A code block that was cut open would swallow the lines below.
        return cut.Split("```").Length % 2 == 0 ? $"{cut}…\n```" : $"{cut}…";
    }

    private static string FirstLine(string text) => text.Split('\n')[0] is var line && line.StartsWith("```", StringComparison.Ordinal) ? "" : line;
}
