using System.Collections.Concurrent;
using HydraBot.Governance.Readers;

namespace HydraBot.Law.Evidence;

/// <summary>Looks into the folder of backups for one of a database, and reads it to its end before it counts.</summary>
/// <remarks>
/// When it was taken is when its file was written, or when its manifest says that it was begun, if that is earlier: nothing that the law allows writes there.
/// A backup with a manifest must be of that very database, and still be what the manifest says, byte by byte.
/// </remarks>
internal sealed class BackupEvidence(HousePlaces places, TimeProvider time) : IBackupEvidence
{
    private const int MostFiles = 5000;
    private const int MostRead = 5;

    /// <summary>What was taken apart once need not be again while it is byte by byte the same.</summary>
    private readonly ConcurrentDictionary<(string Path, string Sha256), string?> _read = [];

    public BackupFinding Find(string database)
    {
        var name = Path.GetFileName(database.TrimEnd('/'));
        var bare = Path.GetFileNameWithoutExtension(name);
        if (bare.Length == 0)
            return new BackupFinding(null, "the database has no name");
        var now = time.GetUtcNow();
        var reasons = new List<string>();
        var stems = bare == name ? [bare] : new[] { bare, name };
        foreach (var file in Candidates(stems).OrderByDescending(file => file.LastWriteTimeUtc).Take(MostRead))
        {
            if (file.LastWriteTimeUtc > now.UtcDateTime.AddMinutes(5))
                reasons.Add($"{file.Name} is dated in the future");
            else if (Look(file, database, name) is var (taken, fault) && fault is not null)
                reasons.Add($"{file.Name} {fault}");
            else
                return new BackupFinding(taken, file.Name);
        }

        return new BackupFinding(null, reasons.Count > 0
            ? string.Join("; ", reasons)
            : $"no file in {string.Join(", ", places.Places.Backups)} bears its name");
    }

    private (DateTimeOffset Taken, string? Fault) Look(FileInfo file, string database, string name)
    {
        var written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        try
        {
            var manifest = BackupManifest.Of(file.FullName);
            if (manifest is not null && !IsOf(manifest, database, name))
                return (written, $"is of {manifest.Database} ({manifest.Kind})");
            var digest = BackupManifest.Digest(file.FullName);
            if (manifest is not null && (manifest.Bytes != file.Length || manifest.Sha256 != digest))
                return (written, "is not what it was when it was taken");
            // The file itself is part of the key: the same bytes elsewhere are the same, but cost nothing to look at again.
            var fault = _read.GetOrAdd((file.FullName, digest), _ => BackupFile.Fault(file.FullName, manifest));
            return (manifest?.TakenAt < written ? manifest.TakenAt : written, fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (written, $"cannot be read to its end ({exception.Message})");
        }
    }

    /// <summary>A server's database by its name; a file by its whole path where one was given, else by its name with or without its ending.</summary>
    private static bool IsOf(BackupManifest manifest, string database, string name) => manifest.Kind switch
    {
        "postgres" => string.Equals(manifest.Database, name, StringComparison.OrdinalIgnoreCase),
        "sqlite" when Path.IsPathRooted(database) => Path.GetFullPath(database) == manifest.Source,
        "sqlite" => string.Equals(Path.GetFileName(manifest.Source), name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Path.GetFileNameWithoutExtension(manifest.Source), name, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Files whose name begins with the database's, and then with no further letter or digit of a longer name.</summary>
    private IEnumerable<FileInfo> Candidates(string[] stems)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return places.Places.Backups.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", options))
            .Take(MostFiles)
            .Where(file => file.Length > 0 && !file.Name.EndsWith(BackupManifest.Ending, StringComparison.Ordinal) && stems.Any(stem => Bears(file.Name, stem)));
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
