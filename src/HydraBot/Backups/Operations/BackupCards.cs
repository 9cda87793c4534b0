using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Operations;

/// <summary>Backups as people see them on a phone.</summary>
internal static class BackupCards
{
    private const int MostCreated = 15;

    public static Card Created(IReadOnlyList<BackupView> made, IReadOnlyList<BackupFailure> failed)
    {
        var lines = made.Take(MostCreated).Select(Line).ToList();
        if (made.Count > MostCreated)
            lines.Add($"and {made.Count - MostCreated} more");
        return new Card
        {
            Title = failed.Count == 0
                ? made.Count == 1 ? $"Backup of {made[0].Database} taken" : $"{made.Count} backups taken"
                : $"{failed.Count} of {made.Count + failed.Count} backups failed",
            Severity = failed.Count == 0 ? CardSeverity.Good : CardSeverity.Bad,
            Text = string.Join('\n', lines),
            Fields = [.. failed.Take(10).Select(failure => new CardField(failure.Database is null || failure.Database == failure.Target ? failure.Target : $"{failure.Target}: {failure.Database}", failure.Reason))],
            Footer = made.Count > 0 ? "Each was read to its end after it was written." : null,
            Spoken = failed.Count == 0 ? $"{made.Count} {(made.Count == 1 ? "backup was" : "backups were")} taken and verified." : $"{failed.Count} backups failed.",
        };
    }

    public static Card Of(BackupList list, int most)
    {
        var lines = list.Backups.Take(most).Select(Line).ToList();
        if (list.Backups.Count > most)
            lines.Add($"and {list.Backups.Count - most} more");
        return new Card
        {
            Title = list.Backups.Count switch { 0 => "There is no backup yet", 1 => "1 backup", var count => $"{count} backups" },
            Severity = list.Missing.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = lines.Count > 0 ? string.Join('\n', lines) : "`/backup create` takes one of everything.",
            Fields = list.Missing.Count > 0 ? [new CardField("Without any", string.Join(", ", list.Missing.Select(name => $"`{name}`")))] : [],
            Footer = $"{list.Folder} · {Units.Bytes(list.Backups.Sum(backup => backup.Bytes))}",
        };
    }

    private static string Line(BackupView backup) => $"**{backup.Database}** · {Units.Bytes(backup.Bytes)} · <t:{backup.TakenAt.ToUnixTimeSeconds()}:R>\n`{backup.Name}`";
}
