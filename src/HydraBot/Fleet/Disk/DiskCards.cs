using System.Text;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Disk;

/// <summary>Disks on a phone: lines that do not wrap, largest first; long lists are a file besides.</summary>
internal static class DiskCards
{
    private const int MostLines = 12, NearlyFull = 85, Full = 95;

    public static Card Of(DiskUsage usage)
    {
        var fields = usage.Disks.Select(disk => new CardField(
            disk.Path, $"{Units.Bar(disk.UsedPercent)} {Units.Percent(disk.UsedPercent)} · {Units.Bytes(disk.Free)} free{(disk.InodePercent is { } inodes ? $" · {Units.Percent(inodes)} of inodes" : "")}{(disk.Outlook is null ? "" : $"\n{disk.Outlook}")}")).ToList();
        fields.Add(new CardField("Container engine", usage.Parts is null ? "None answers." : Lines(usage.Parts.OrderByDescending(part => part.Bytes)
            .Select(part => $"**{part.Name}** {Units.Bytes(part.Bytes)} · {part.Count}{(part.Unused > 0 ? $" · {Units.Bytes(part.Unused)} unused" : "")}"))));
        if (usage.Logs.Count > 0)
            fields.Add(new CardField("Logs", Lines(usage.Logs.Select(log => $"{Units.Bytes(log.Bytes)} · `{log.Container}`"))));
        if (usage.Folders.Count > 0)
            fields.Add(new CardField("Folders", Lines(usage.Folders.Select(folder => $"{(folder.Whole ? "" : "over ")}{Units.Bytes(folder.Bytes)} · `{folder.Path}`"))));
        var worst = usage.Disks.Count == 0 ? 0 : usage.Disks.Max(disk => disk.WorstPercent);
        return new Card
        {
            Title = usage.Disks.Count == 0 ? "No disks can be read" : $"The fullest disk is {Units.Percent(worst)} full",
            Severity = worst >= Full ? CardSeverity.Bad : worst >= NearlyFull || usage.Disks.Any(disk => disk.Full is not null) ? CardSeverity.Warning : CardSeverity.Good,
            Fields = fields,
            Footer = "/disk preview lists what could go.",
        };
    }

    public static Card Of(CleanupPreview preview) => new()
    {
        Title = preview.Items.Count == 0 ? "There is nothing to clean up" : $"{Units.Bytes(preview.Bytes)} in {preview.Items.Count} {(preview.Items.Count == 1 ? "thing" : "things")} could go",
        Text = preview.Items.Count == 0 ? null : Lines(preview.Items.Select(Line), MostLines),
        Fields = preview.Left.Count == 0 ? [] : [new CardField("Left alone", Lines(preview.Left.Select(Line)))],
        Files = preview.Items.Count > MostLines ? [new CardFile($"cleanup-{preview.Preview}.txt", "text/plain", Encoding.UTF8.GetBytes(string.Join('\n', preview.Items.Select(Whole))))] : [],
        Actions = preview.Items.Count == 0 ? [] : [new CardAction("Clean up", "disk.cleanup", $$"""{"preview":{{preview.Preview}}}""")],
        Footer = preview.Items.Count == 0 ? null : $"/disk cleanup {preview.Preview} removes exactly these.",
    };

    public static Card Of(CleanupReport report) => new()
    {
        Title = $"{Units.Bytes(report.Bytes)} are free again",
        Severity = report.Kept.Count == 0 ? CardSeverity.Good : CardSeverity.Warning,
        Text = report.Removed.Count == 0 ? "Nothing was removed." : Lines(report.Removed.Select(Line), MostLines),
        Fields = report.Kept.Count == 0 ? [] : [new CardField("Not removed", Lines(report.Kept.Select(Line)))],
        Files = report.Removed.Count > 0 ? [new CardFile($"cleanup-{report.Preview}.txt", "text/plain", Encoding.UTF8.GetBytes(string.Join('\n', report.Removed.Select(Whole))))] : [],
        Footer = report.Removed.Count > 0 ? "The file says how each comes back." : null,
    };

    /// <summary>All of them, for whoever is asked about them, who sees plain text.</summary>
    public static string Numbered(IReadOnlyList<CleanupItem> items) =>
        $"{Units.Bytes(items.Sum(item => item.Bytes))} in all\n{string.Join('\n', items.Select((item, index) => $"{index + 1}. {Units.Bytes(item.Bytes)}, {Word(item.Kind)} {item.Name}. Way back: {item.WayBack}"))}";

    private static string Line(CleanupItem item) => $"{Units.Bytes(item.Bytes)} · {Word(item.Kind)} `{item.Name}`";

    private static string Line(LeftItem item) => $"{Units.Bytes(item.Bytes)} · {Word(item.Kind)} `{item.Name}`: {item.Reason}";

    private static string Whole(CleanupItem item) => $"{Units.Bytes(item.Bytes)}\t{Word(item.Kind)}\t{item.Name}\t{item.Id}\t{item.WayBack}";

    private static string Word(CleanupKind kind) => kind == CleanupKind.BuildCache ? "build cache" : kind.ToString().ToLowerInvariant();

    private static string Lines(IEnumerable<string> lines, int most = 8)
    {
        var all = lines.ToArray();
        return string.Join('\n', all.Take(most)) + (all.Length > most ? $"\nand {all.Length - most} more" : "");
    }
}
