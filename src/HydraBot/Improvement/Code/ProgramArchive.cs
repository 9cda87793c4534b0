using System.Formats.Tar;

namespace HydraBot.Improvement.Code;

/// <summary>A built program as it comes out of a container: files and folders below <c>out/</c>, nothing else.</summary>
internal static class ProgramArchive
{
    private const long Most = 2L * 1024 * 1024 * 1024;

    /// <summary>Writes it into a folder that comes to be whole or not at all.</summary>
    public static async Task ExtractAsync(Stream tar, string target, CancellationToken cancellationToken)
    {
        var half = $"{target}.part";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        Directory.CreateDirectory(half);
        var root = Path.GetFullPath(half) + Path.DirectorySeparatorChar;
        await using var reader = new TarReader(tar);
        long total = 0;
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            var name = entry.Name.StartsWith("out/", StringComparison.Ordinal) ? entry.Name[4..] : "";
            var path = Path.GetFullPath(Path.Combine(half, name));
            if (entry.EntryType is not TarEntryType.RegularFile || name.Length == 0 || !path.StartsWith(root, StringComparison.Ordinal) || (total += entry.Length) > Most)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: true, cancellationToken);
        }

        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.Move(half, target);
    }
}
