namespace HydraBot.Fleet.Disk;

/// <summary>A folder and all that is below it.</summary>
internal sealed record FolderSize(string Path, long Bytes, bool Whole);

/// <summary>Adds up folders: at most so many files and so long, never along a link.</summary>
internal static class FolderSizes
{
    private const int MostFiles = 400_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The largest folders right below each root, the root's own files among them.</summary>
    public static IReadOnlyList<FolderSize> Largest(IEnumerable<string> roots, int most, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var left = MostFiles;
        var found = new List<FolderSize>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var root in roots.Where(Directory.Exists))
        {
            foreach (var folder in new DirectoryInfo(root).EnumerateDirectories("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            {
                var (bytes, whole) = (0L, true);
                foreach (var file in folder.EnumerateFiles("*", options))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (--left <= 0 || ((left & 255) == 0 && time.GetElapsedTime(began) > Patience))
                    {
                        whole = false;
                        break;
                    }

                    bytes += Length(file);
                }

                found.Add(new FolderSize(folder.FullName, bytes, whole));
                if (!whole)
                    return [.. found.OrderByDescending(one => one.Bytes).Take(most)];
            }
        }

        return [.. found.OrderByDescending(one => one.Bytes).Take(most)];
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went away meanwhile.
            return 0;
        }
    }
}
