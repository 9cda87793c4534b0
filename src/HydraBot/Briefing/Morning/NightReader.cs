using System.Globalization;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Threads;
using HydraBot.Law.Audit;

namespace HydraBot.Briefing.Morning;

/// <summary>
/// Gathers a night from the audit chain, the approvals that wait, the state of the house and whatever rooms add. It is written by rule: each line is
/// something that the record proves.
/// </summary>
internal sealed partial class NightReader(
    AuditSearch audit, IApprovalStore approvals, EmergencyStop stop, IEnumerable<IStatusSource> status, IEnumerable<IBriefingSource> sources,
    TimeProvider time, ILogger<NightReader> logger, IMessageLinks? links = null)
{
    /// <summary>More than any night has; a flood is said to be one.</summary>
    private const int MostEntries = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<NightReport> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entries = (await audit.FindAsync(new AuditQuery(null, null, null, null, since, null), long.MaxValue, MostEntries, cancellationToken))
            .Select(view => view.Entry!).Where(entry => entry.Operation is null || entry.Effect != OperationEffect.Read).ToArray();
        var ends = entries.Where(entry => entry.Kind == AuditKind.Outcome).ToArray();
        var parts = await Task.WhenAll(sources.OrderBy(source => source.Order).Select(source => HearAsync(source, since, cancellationToken)));
        return new NightReport(
            since,
            now,
            [.. await NeedsAsync(entries, cancellationToken), .. parts.SelectMany(part => part.Lines.NeedsYou)],
            [.. Counted(ends.Where(entry => entry.Result == "done" && !IsHouse(entry)))],
            [.. ends.Where(entry => entry.Result is "failed" or "cancelled").Select(entry => $"`{entry.Operation}`{Argument(entry)}: {Reason(entry)}").Distinct()],
            [.. entries.Where(entry => entry.Kind == AuditKind.Refused || entry is { Kind: AuditKind.ApprovalDecided, Result: "denied" or "expired" })
                .Select(entry => $"`{entry.Operation}`{Argument(entry)}: {Reason(entry)}").Distinct()],
            [.. Counted(ends.Where(entry => entry.Result == "done" && IsHouse(entry)))],
            [.. parts.Where(part => part.Lines.Lines.Count > 0).Select(part => new NightSection(part.Heading, part.Lines.Lines))]);
    }

    private async Task<IReadOnlyList<string>> NeedsAsync(IReadOnlyList<AuditDraft> entries, CancellationToken cancellationToken)
    {
        var needs = new List<string>();
        if (stop.State is { Stopped: true } stopped)
            needs.Add($"The emergency stop holds: {stopped.Reason}");
        foreach (var approval in await approvals.ListAsync(ApprovalState.Pending, 20, cancellationToken))
        {
            var link = links is null ? null : await links.OfApprovalAsync(approval.Id, cancellationToken);
            needs.Add(BriefingLines.Linked($"`{approval.Request.Operation}` waits for a decision until <t:{approval.ExpiresAt.ToUnixTimeSeconds()}:t>", link));
        }

        needs.AddRange(entries.Where(entry => entry.Kind == AuditKind.Interrupted).Select(entry => $"`{entry.Operation}` was cut off by a restart; what it did is not known"));
        if (entries.Count(entry => entry.Kind == AuditKind.Denied) is > 0 and var denied)
            needs.Add(string.Create(CultureInfo.InvariantCulture, $"Somebody without the right to enter tried a door {denied}×"));
        needs.AddRange((await Task.WhenAll(status.OrderBy(source => source.Order).Select(source => ConcernsAsync(source, cancellationToken)))).SelectMany(concerns => concerns));
        return needs;
    }

    private async Task<IReadOnlyList<string>> ConcernsAsync(IStatusSource source, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return (await source.ReadAsync(limit.Token)).Concerns;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // One broken part must not cost the whole briefing; it stays loud in the log.
            LogBroken(exception, source.Name);
            return [$"{source.Name} cannot be read"];
        }
    }

    private async Task<(string Heading, BriefingLines Lines)> HearAsync(IBriefingSource source, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return (source.Heading, await source.ReadAsync(since, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogBroken(exception, source.Heading);
            return (source.Heading, new BriefingLines([], [$"{source.Heading} cannot be read; the log says why"]));
        }
    }

    /// <summary>By operation and what it was about, the most frequent first.</summary>
    private static IEnumerable<string> Counted(IEnumerable<AuditDraft> entries) => entries
        .CountBy(entry => $"`{entry.Operation}`{Argument(entry)}")
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => pair.Value == 1 ? pair.Key : string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}×"));

    private static bool IsHouse(AuditDraft entry) => entry.Caller is { Kind: CallerKind.Schedule };

    /// <summary>The first short text among the arguments: which container, which file.</summary>
    private static string Argument(AuditDraft entry) =>
        entry.Arguments is { ValueKind: System.Text.Json.JsonValueKind.Object } arguments
        && arguments.EnumerateObject().FirstOrDefault(argument => argument.Value.ValueKind == System.Text.Json.JsonValueKind.String) is { Value.ValueKind: System.Text.Json.JsonValueKind.String } first
        && first.Value.GetString() is { Length: > 0 and <= 40 } text && !text.AsSpan().ContainsAny('\n', '`')
            ? $" {text}" : "";

    private static string Reason(AuditDraft entry) =>
        entry.Reasons is [{ Length: > 0 } first, ..] ? first.Length <= 160 ? first : $"{first[..159]}…" : entry.Result ?? "no reason was given";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Source} could not be read for the briefing")]
    private partial void LogBroken(Exception exception, string source);
}
