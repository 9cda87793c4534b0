using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Law.Evidence;

namespace HydraBot.Backups.Shelf;

/// <summary>The folder of backups: a folder a target, each backup a file with its manifest beside it. What is not whole never has a backup's name.</summary>
internal sealed class BackupShelf(HousePlaces places, TimeProvider time)
{
    private const string Incoming = ".incoming-";

    /// <summary>Nothing takes longer; what is older was left by a house that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(2);

    public string Folder => places.Places.Backups[0];

    /// <summary>A file that only this house's user can read.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>A name for a backup that is being written, in the folder of its target.</summary>
    /// <exception cref="OperationException">The folder cannot be made.</exception>
    public string NewIncoming(string target)
    {
        try
        {
            var folder = Path.Combine(Folder, target);
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Path.Combine(folder, $"{Incoming}{Guid.CreateVersion7():N}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"The folder of backups {Folder} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Gives a whole backup its name: its manifest first, so that it never stands there without one.</summary>
    public static StoredBackup Keep(Clearance clearance, string incoming, BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var file = Path.Combine(Path.GetDirectoryName(incoming)!, manifest.File);
        Describe(clearance, file, manifest);
        File.Move(incoming, file);
        return new StoredBackup(file, manifest);
    }

    /// <summary>Writes the manifest of a backup.</summary>
    public static void Describe(Clearance clearance, string file, BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        Hosting.WholeFile.Write(file + BackupManifest.Ending, manifest.Text(), onlyMine: true);
    }

    /// <summary>All backups that have a manifest, the newest first.</summary>
    public IReadOnlyList<StoredBackup> List()
    {
        if (!Directory.Exists(Folder))
            return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var found = new List<StoredBackup>();
        foreach (var manifest in Directory.EnumerateFiles(Folder, $"*{BackupManifest.Ending}", options))
        {
            var file = manifest[..^BackupManifest.Ending.Length];
            if (File.Exists(file) && Read(file) is { } read && read.File == Path.GetFileName(file))
                found.Add(new StoredBackup(file, read));
        }

        return [.. found.OrderByDescending(backup => backup.Manifest.TakenAt)];
    }

    /// <summary>The one of a name, with or without its target's folder.</summary>
    /// <exception cref="OperationException">There is none such.</exception>
    public StoredBackup Find(string name)
    {
        var all = List();
        return all.FirstOrDefault(backup => backup.Name == name.Trim()) ?? all.FirstOrDefault(backup => backup.Manifest.File == name.Trim())
            ?? throw OperationException.WrongArgument($"There is no backup '{name}'. `/backup list` shows those there are{(all.Count > 0 ? $"; the newest is {all[0].Name}" : ": none")}.");
    }

    /// <summary>What need not be kept: of each database neither among the newest nor the first of its week, and never the last that is left.</summary>
    public IReadOnlyList<StoredBackup> Old(int keep, int weeks)
    {
        var since = time.GetUtcNow().AddDays(-7 * weeks);
        return [.. List().GroupBy(backup => (backup.Manifest.Target, backup.Manifest.Database)).SelectMany(database =>
        {
            var weekly = database.Where(backup => backup.Manifest.TakenAt >= since)
                .GroupBy(backup => (ISOWeek.GetYear(backup.Manifest.TakenAt.UtcDateTime), ISOWeek.GetWeekOfYear(backup.Manifest.TakenAt.UtcDateTime)))
                .Select(week => week.MinBy(backup => backup.Manifest.TakenAt)!).ToHashSet();
            return database.Skip(keep).Where(backup => !weekly.Contains(backup));
        })];
    }

    /// <summary>Removes a backup: its name first, then what described it.</summary>
    public static void Remove(Clearance clearance, StoredBackup backup)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        File.Delete(backup.Path);
        File.Delete(backup.Path + BackupManifest.Ending);
    }

    /// <summary>Takes away what a house that was killed left half done.</summary>
    public void Sweep(Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (!Directory.Exists(Folder))
            return;
        foreach (var file in Directory.EnumerateFiles(Folder, $"{Incoming}*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > Abandoned)
                File.Delete(file);
        }
    }

    private static BackupManifest? Read(string file)
    {
        try
        {
            return BackupManifest.Of(file);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Some other JSON file beside something else.
            return null;
        }
    }
}
