using System.Globalization;
using System.Text.Json;
using HydraBot.Hosting.Morning;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Consolidation;

/// <summary>What the nightly work did to memory.</summary>
internal sealed class NightBriefing(MemoryStore store) : IBriefingSource
{
    public string Heading => "Memory";

    public int Order => 30;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var runs = await store.ReadAsync(
            session => session.ListAsync(
                "SELECT report FROM memory_runs WHERE started_at >= @since AND undone = 0 AND report <> '' ORDER BY started_at DESC", row => row.GetString(0), ("since", Moments.Of(since))),
            cancellationToken);
        var reports = runs.Select(report => JsonSerializer.Deserialize(report, MemoryJson.Default.ConsolidationReport)!).ToArray();
        var disputed = reports.Sum(report => report.Counts.GetValueOrDefault("disputed"));
        return new BriefingLines([.. reports.Select(Line)],
        [
            .. reports.SelectMany(report => report.Findings).Distinct().Select(finding => $"Memory: {finding}"),
            .. disputed == 0 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"Memory: {disputed} new contradictions between facts wait for an answer, see /memory disputes")],
        ]);
    }

    private static string Line(ConsolidationReport report)
    {
        var acts = report.Counts.Where(count => count.Value > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")).ToArray();
        return $"The nightly work {(report.Finished ? "is done" : "goes on next time")}: {(acts.Length == 0 ? "nothing had to change" : string.Join(", ", acts))}";
    }
}
