using HydraBot.Backups.Targets;
using HydraBot.Governance;

namespace HydraBot.Backups.Kinds;

/// <summary>How one kind of data is backed up, read again and brought back.</summary>
/// <remarks>What goes wrong and somebody can act on is an <see cref="Governance.Operations.OperationException"/> of one sentence.</remarks>
internal interface IBackupMethod
{
    BackupKind Kind { get; }

    /// <summary>Of its files, with the dot.</summary>
    string Ending { get; }

    /// <summary>The databases of a target.</summary>
    Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken);

    /// <summary>True where there is a present state that a restore would replace.</summary>
    Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken);

    /// <summary>Writes a backup into a file that does not exist yet.</summary>
    Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken);

    /// <summary>Reads a backup to its end.</summary>
    /// <returns>What was looked at, a sentence each.</returns>
    Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken);

    /// <summary>Replaces the present state by the backup's: all of it or nothing, where the database can.</summary>
    Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken);
}
