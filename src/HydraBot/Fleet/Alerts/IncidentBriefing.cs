using System.Globalization;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Threads;

namespace HydraBot.Fleet.Alerts;

/// <summary>What went wrong, what became of it, and what will.</summary>
internal sealed class IncidentBriefing(AlertStore store, TimeProvider time, IMessageLinks? links = null) : IBriefingSource
{
    public string Heading => "Incidents";

    public int Order => 10;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var needs = new List<string>();
        foreach (var alert in await store.SinceAsync(since, cancellationToken))
        {
            var link = links is null ? null : await links.OfNoticeAsync(AlertTeller.NoticeKey(alert.Incident), cancellationToken);
            (alert is { State: AlertState.Open, Severity: AlertSeverity.Critical } ? needs : lines).Add(BriefingLines.Linked($"{Mark(alert)} {alert.Title}: {Became(alert)}", link));
        }

        return new BriefingLines(lines, needs);
    }

    private static string Mark(Alert alert) => alert switch
    {
        { Lasts: false } => "✅",
        { Severity: AlertSeverity.Critical } => "🔴",
        _ => "🟠",
    };

    private string Became(Alert alert) => alert.State switch
    {
        AlertState.Cleared => $"over after {Span(alert.ChangedAt - alert.RaisedAt)}",
        AlertState.Acknowledged => $"{alert.AcknowledgedBy} has it in hand",
        _ => $"lasts for {Span(time.GetUtcNow() - alert.RaisedAt)}",
    };

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, span.TotalSeconds):0} s"),
    };
}
