namespace HydraBot.Governance.Readers;

/// <summary>Looks for backups with its own eyes: what a command or a person claims does not count.</summary>
public interface IBackupEvidence
{
    /// <summary>The newest backup of a database that could be read to its end.</summary>
    BackupFinding Find(string database);
}

/// <summary>What was found of a backup.</summary>
/// <param name="TakenAt">When the newest readable backup was taken; null when there is none.</param>
/// <param name="Detail">Which file it is, or why none counts, in a sentence.</param>
public sealed record BackupFinding(DateTimeOffset? TakenAt, string Detail);
