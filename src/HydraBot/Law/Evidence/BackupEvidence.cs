using System.Collections.Concurrent;
using HydraBot.Governance.Readers;

namespace HydraBot.Law.Evidence;

/// <summary>Looks into the folder of backups for one of a database, and reads it to its end before it counts.</summary>
/// <remarks>When it was taken is when its file was written: nothing that the law allows writes there.</remarks>
internal sealed class BackupEvidence(HousePlaces places, TimeProvider time) : IBackupEvidence
{
    private const int MostFiles = 5000;
    private const int MostRead = 5;

    /// <summary>What was read once need not be read again while it is the same file.</summary>
    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Written), string?> _read = [];

    public BackupFinding Find(string database)
    {
        var name = Path.GetFileName(database.TrimEnd('/'));
        var bare = Path.GetFileNameWithoutExtension(name);
        if (bare.Length == 0)
            return new BackupFinding(null, "the database has no name");
        var now = time.GetUtcNow();
        var reasons = new List<string>();
        foreach (var file in Candidates(bare).OrderByDescending(file => file.LastWriteTimeUtc).Take(MostRead))
        {
            if (file.LastWriteTimeUtc > now.UtcDateTime.AddMinutes(5))
                reasons.Add($"{file.Name} is dated in the future");
            else if (Fault(file) is { } fault)
                reasons.Add($"{file.Name} {fault}");
            else
                return new BackupFinding(new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), file.Name);
        }

        return new BackupFinding(null, reasons.Count > 0
            ? string.Join("; ", reasons)
            : $"no file in {string.Join(", ", places.Places.Backups)} bears its name");
    }

    private string? Fault(FileInfo file) =>
        _read.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), _ => BackupFile.Fault(file.FullName));

    /// <summary>Files whose name begins with the database's, and then with no further letter or digit of a longer name.</summary>
    private IEnumerable<FileInfo> Candidates(string bare)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return places.Places.Backups.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", options))
            .Take(MostFiles)
            .Where(file => file.Length > 0 && Bears(file.Name, bare));
    }

    private static bool Bears(string file, string bare) =>
        file.StartsWith(bare, StringComparison.OrdinalIgnoreCase) && (file.Length == bare.Length || file[bare.Length] is '.' or '-' or '_' or '@' or ' ' && !NamesAnother(file[(bare.Length + 1)..]));

    /// <summary>After <c>home_</c>, <c>assistant.dump</c> is another database, while a date or "backup" is not.</summary>
    private static bool NamesAnother(string rest)
    {
        var word = new string([.. rest.TakeWhile(char.IsAsciiLetter)]);
        return word.Length > 0 && word.ToLowerInvariant() is not ("backup" or "bak" or "dump" or "sql" or "db" or "sqlite" or "sqlite3" or "full" or "daily" or "weekly" or "monthly" or "hourly" or "nightly" or "pg" or "gz" or "custom" or "t" or "auto" or "manual" or "copy" or "snapshot" or "before");
    }
}
