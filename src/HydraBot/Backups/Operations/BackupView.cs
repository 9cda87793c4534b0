using HydraBot.Backups.Shelf;

namespace HydraBot.Backups.Operations;

/// <summary>A backup as it is told of.</summary>
/// <param name="Name">By which it is verified and restored.</param>
/// <param name="Target">Of which target.</param>
/// <param name="Kind">What kind of data.</param>
/// <param name="Database">Of which database, collection or volume.</param>
/// <param name="Source">Where that is.</param>
/// <param name="TakenAt">When it was begun.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Sha256">Of its file.</param>
/// <param name="Verified">What was looked at.</param>
/// <param name="VerifiedAt">When that was last.</param>
internal sealed record BackupView(
    string Name, string Target, string Kind, string Database, string Source, DateTimeOffset TakenAt, long Bytes, string Sha256, IReadOnlyList<string> Verified, DateTimeOffset VerifiedAt)
{
    public static BackupView Of(StoredBackup backup)
    {
        var told = backup.Manifest;
        return new BackupView(backup.Name, told.Target, told.Kind, told.Database, told.Source, told.TakenAt, told.Bytes, told.Sha256, told.Verified, told.VerifiedAt);
    }
}

/// <summary>What <c>backup.create</c> did.</summary>
internal sealed record CreatedBackups(IReadOnlyList<BackupView> Backups, IReadOnlyList<BackupFailure> Failures);

/// <summary>A target of which none could be taken.</summary>
internal sealed record BackupFailure(string Target, string? Database, string Reason);

/// <summary>Backups, the newest first.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Targets">Names of all targets.</param>
/// <param name="Missing">Targets of which there is none at all.</param>
/// <param name="Backups">Those there are.</param>
internal sealed record BackupList(string Folder, IReadOnlyList<string> Targets, IReadOnlyList<string> Missing, IReadOnlyList<BackupView> Backups);

/// <summary>What <c>backup.restore</c> did.</summary>
/// <param name="Restored">What was brought back.</param>
/// <param name="Before">The state that it replaced; null where there was none.</param>
internal sealed record RestoredBackup(BackupView Restored, BackupView? Before);

/// <summary>Backups that were removed because newer ones are there.</summary>
internal sealed record PrunedBackups(IReadOnlyList<string> Removed, long Bytes);
