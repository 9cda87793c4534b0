using System.Formats.Tar;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Deploying;

/// <summary>Packs the folder that an image is built from, without what its <c>.dockerignore</c> leaves out.</summary>
/// <remarks>https://docs.docker.com/build/concepts/context/#dockerignore-files</remarks>
internal static class BuildContext
{
    /// <returns>A tar file that vanishes with its stream.</returns>
    /// <exception cref="OperationException">The folder or something in it cannot be read.</exception>
    public static async Task<Stream> PackAsync(string folder, string dockerfile, string? inline, CancellationToken cancellationToken)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var ignored = await IgnoredAsync(Path.Combine(folder, ".dockerignore"), cancellationToken);
            await using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
            {
                foreach (var entry in Entries(new DirectoryInfo(folder)))
                {
                    var name = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
                    if (name == dockerfile || !Ignores(ignored, name))
                        await tar.WriteEntryAsync(entry.FullName, name, cancellationToken);
                }

                if (inline is not null)
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, dockerfile) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(inline)) }, cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await file.DisposeAsync();
            throw new OperationException($"The folder {folder} cannot be packed for a build: {failure.Message}", failure);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>True for what the last fitting line leaves out; a line with ! takes in again.</summary>
    internal static bool Ignores(IReadOnlyList<(Regex Pattern, bool Out)> lines, string name) => lines.LastOrDefault(line => line.Pattern.IsMatch(name)).Out;

    /// <summary>The lines of such a file.</summary>
    internal static IReadOnlyList<(Regex Pattern, bool Out)> Read(string text) =>
    [
        .. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line =>
        {
            var back = line[0] == '!';
            var pattern = Regex.Escape(line[(back ? 1 : 0)..].Trim().Trim('/').Replace("./", "", StringComparison.Ordinal))
                .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal)
                .Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);
            return (new Regex($"^{pattern}(?:/.*)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), !back);
        }),
    ];

    private static async Task<IReadOnlyList<(Regex Pattern, bool Out)>> IgnoredAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? Read(await File.ReadAllTextAsync(path, cancellationToken)) : [];

    /// <summary>Links are packed as links and not followed.</summary>
    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            yield return entry;
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                foreach (var deeper in Entries(inner))
                    yield return deeper;
            }
        }
    }
}
