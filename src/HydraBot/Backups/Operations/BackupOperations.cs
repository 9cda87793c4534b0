using System.ComponentModel;
using HydraBot.Backups.Shelf;
using HydraBot.Backups.Targets;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Status;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups.Operations;

/// <summary>Takes backups, shows them, reads them again, brings them back, and lets old ones go.</summary>
internal sealed class BackupOperations(BackupWork work, BackupTargets targets, BackupShelf shelf, IEnumerable<AlertDesk> alerts, IOptions<BackupOptions> options)
{
    private const int LongTime = 4 * 3600, MostLines = 20;

    [Operation("backup.create", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = LongTime)]
    [Description("Takes a verified backup of one target, or of all of them")]
    public async Task<OperationResult<CreatedBackups>> CreateAsync(
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("Its name in the settings; all where none is given"), Suggest<TargetNames>] string? target = null,
        CancellationToken cancellationToken = default)
    {
        shelf.Sweep(clearance);
        var named = !string.IsNullOrWhiteSpace(target);
        var wanted = named ? [await targets.FindAsync(target!, cancellationToken)] : await targets.AllAsync(cancellationToken);
        var (made, failed) = (new List<BackupView>(), new List<BackupFailure>());
        foreach (var one in wanted)
        {
            progress.Report(new OperationProgress($"Backing up `{one.Name}`…"));
            await OfTargetAsync(clearance, one, made, failed, cancellationToken);
        }

        if (made.Count == 0 && failed.Count == 1 && named)
            throw new OperationException(failed[0].Reason);
        return OperationResult.Of(new CreatedBackups(made, failed), BackupCards.Created(made, failed));
    }

    [Operation("backup.list")]
    [Description("Shows the backups there are, and targets that have none")]
    public async Task<OperationResult<BackupList>> ListAsync(
        [Description("Only of this target"), Suggest<TargetNames>] string? target = null, CancellationToken cancellationToken = default)
    {
        var all = await targets.AllAsync(cancellationToken);
        var backups = shelf.List().Where(backup => string.IsNullOrWhiteSpace(target) || backup.Manifest.Target == target.Trim()).Select(BackupView.Of).ToArray();
        var missing = all.Where(one => string.IsNullOrWhiteSpace(target) || one.Name == target.Trim()).Select(one => one.Name).Except(backups.Select(backup => backup.Target)).ToArray();
        var list = new BackupList(shelf.Folder, [.. all.Select(one => one.Name)], missing, backups);
        return OperationResult.Of(list, BackupCards.Of(list, MostLines));
    }

    [Operation("backup.verify", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = LongTime)]
    [Description("Reads a backup to its end and compares it with what it was when it was taken")]
    public async Task<OperationResult<BackupView>> VerifyAsync(
        [Description("As backup.list names it"), Suggest<BackupNames>] string backup, Clearance clearance, CancellationToken cancellationToken)
    {
        var found = shelf.Find(backup);
        var verified = await work.VerifyAsync(clearance, found, await TargetAsync(found, cancellationToken), cancellationToken);
        return OperationResult.Of(BackupView.Of(verified), new Card
        {
            Title = $"{verified.Name} can be read to its end",
            Severity = CardSeverity.Good,
            Text = string.Join('\n', verified.Manifest.Verified.Select(line => $"· {line}")),
            Spoken = $"The backup of {verified.Manifest.Database} is good.",
        });
    }

    [Operation(
        "backup.restore", Access = AccessLevel.Owner, Effect = OperationEffect.Destroy, TimeLimitSeconds = LongTime,
        Rollback = "a fresh backup of the present state is taken first and named in the answer; restoring that one brings it back")]
    [Description("Brings a backup back in place of the present state, of which a fresh backup is taken first")]
    public async Task<OperationResult<RestoredBackup>> RestoreAsync(
        [Description("As backup.list names it"), Suggest<BackupNames>] string backup, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var found = shelf.Find(backup);
        var target = await TargetAsync(found, cancellationToken);
        if (target.IsOwn)
        {
            throw new OperationException(
                $"This is HydraBot's own database: it is not replaced while it is open, and its record not by itself. Stop HydraBot, then {(target.Kind == BackupKind.Sqlite ? $"copy {found.Path} to {found.Manifest.Source} and remove the files {found.Manifest.Source}-wal and -shm" : $"pg_restore --clean --if-exists --dbname={found.Manifest.Database} {found.Path}")}, and start it again.");
        }

        var before = await work.RestoreAsync(clearance, found, target, progress, cancellationToken);
        return OperationResult.Of(new RestoredBackup(BackupView.Of(found), before is null ? null : BackupView.Of(before)), new Card
        {
            Title = $"{found.Manifest.Database} is as it was",
            Severity = CardSeverity.Good,
            Text = $"From `{found.Name}`, taken <t:{found.Manifest.TakenAt.ToUnixTimeSeconds()}:R>."
                + (before is null ? " There was no present state." : $"\nWhat it was until now: `{before.Name}`."),
            Spoken = $"{found.Manifest.Database} was restored.",
        });
    }

    [Operation(
        "backup.prune", Access = AccessLevel.Operator, Effect = OperationEffect.Destroy, TimeLimitSeconds = 300,
        Rollback = "newer backups of the same databases stay; only what Backups:Keep and Backups:KeepWeeks do not ask for goes")]
    [Description("Removes backups that are older than the settings keep")]
    public OperationResult<PrunedBackups> Prune(Clearance clearance)
    {
        var old = shelf.Old(options.Value.Keep, options.Value.KeepWeeks);
        foreach (var backup in old)
            BackupShelf.Remove(clearance, backup);
        var bytes = old.Sum(backup => backup.Manifest.Bytes);
        return OperationResult.Of(new PrunedBackups([.. old.Select(backup => backup.Name)], bytes), new Card
        {
            Title = old.Count == 0 ? "No backup is older than is kept" : $"{old.Count} old {(old.Count == 1 ? "backup" : "backups")} removed",
            Severity = CardSeverity.Good,
            Text = old.Count == 0 ? null : $"{Units.Bytes(bytes)} are free again.",
        });
    }

    /// <summary>Volumes that a cleanup took away are no targets of the settings; where they belong, their manifests say.</summary>
    private async Task<BackupTarget> TargetAsync(StoredBackup backup, CancellationToken cancellationToken) =>
        backup.Manifest is { Kind: "volume" } volume && !options.Value.Targets.ContainsKey(volume.Target)
            ? new BackupTarget(volume.Target, BackupKind.Volume, new BackupTargetOptions { Volume = volume.Database })
            : await targets.FindAsync(backup.Manifest.Target, cancellationToken);

    private async Task OfTargetAsync(Clearance clearance, BackupTarget target, List<BackupView> made, List<BackupFailure> failed, CancellationToken cancellationToken)
    {
        var before = failed.Count;
        try
        {
            foreach (var item in await work.ItemsAsync(clearance, target, cancellationToken))
            {
                try
                {
                    made.Add(BackupView.Of(await work.CreateAsync(clearance, item, cancellationToken)));
                }
                catch (OperationException exception)
                {
                    failed.Add(new BackupFailure(target.Name, item.Database, exception.Message));
                }
            }
        }
        catch (OperationException exception)
        {
            failed.Add(new BackupFailure(target.Name, null, exception.Message));
        }

        var key = $"backup:{target.Name}";
        foreach (var desk in alerts)
        {
            if (failed.Count > before)
                await desk.RaiseAsync(new AlertSignal(key, "backups", "Backups", AlertSeverity.Warning, $"No backup of `{target.Name}`", failed[^1].Reason), cancellationToken);
            else
                await desk.ClearAsync(key, "A backup was taken.", cancellationToken);
        }
    }
}
