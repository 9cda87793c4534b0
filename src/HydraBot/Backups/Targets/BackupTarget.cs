namespace HydraBot.Backups.Targets;

/// <summary>Something of which backups are taken.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Options">Where it is.</param>
/// <param name="Discovered">True where nobody configured it.</param>
internal sealed record BackupTarget(string Name, BackupKind Kind, BackupTargetOptions Options, bool Discovered = false)
{
    public bool IsOwn => Name == BackupOptions.Own;
}

/// <summary>One database of a target: each has a file of its own.</summary>
/// <param name="Target">Of which target.</param>
/// <param name="Database">The database, collection or volume; a SQLite file's name without its ending.</param>
/// <param name="Source">Where it is, for people and for comparison; never a password.</param>
internal sealed record BackupItem(BackupTarget Target, string Database, string Source);
