using System.Text;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Plans.Reading;

/// <summary>The folders in which plans may lie, and the way in: no other place, no links.</summary>
internal sealed class PlanFolders(IOptions<PlansOptions> options)
{
    private const long Largest = 1024 * 1024;

    /// <summary>The files that there are, the newest first.</summary>
    public IEnumerable<string> List() => options.Value.Folders.Where(Directory.Exists)
        .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*.md").Where(file => file.LinkTarget is null))
        .OrderByDescending(file => file.LastWriteTimeUtc).Select(file => file.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The full path of a file that may be named.</summary>
    /// <exception cref="OperationException">It may not, or is not there.</exception>
    public string Find(string name)
    {
        if (options.Value.Folders.Count == 0)
            throw Wrong(name, "Plans:Folders names no folder in which plans may lie");
        if (name.Contains('\0', StringComparison.Ordinal))
            throw Wrong(name, "a name holds no zero character");
        var candidates = options.Value.Folders.Select(folder => (Folder: Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), Path: Path.GetFullPath(name, Path.GetFullPath(folder))))
            .Where(candidate => candidate.Path.StartsWith(candidate.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToArray();
        if (candidates.Length == 0)
            throw Wrong(name, $"allowed are files in {string.Join(", ", options.Value.Folders)}");
        if (Path.GetExtension(name) is not (".md" or ".markdown"))
            throw Wrong(name, "allowed are Markdown files: .md or .markdown");
        if (candidates.FirstOrDefault(candidate => Exists(candidate.Path)) is not { Path: { } path } found)
            throw Wrong(name, $"there is no such file in {string.Join(", ", options.Value.Folders)}");
        if (Link(found.Folder, path) is { } link)
            throw Wrong(name, $"'{Path.GetFileName(link)}' is a link, and links are not followed");
        return path;
    }

    /// <summary>The boxes of a file.</summary>
    /// <exception cref="OperationException">It cannot be read, or is no Markdown text.</exception>
    public static async Task<IReadOnlyList<Box>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // What is no ordinary file has no length; opening a pipe would wait for its writer.
            if (new FileInfo(path).Length is 0 or > Largest)
                throw Wrong(path, "it is empty, no ordinary file, or larger than 1 MiB");
            return BoxFile.Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (DecoderFallbackException exception)
        {
            throw new OperationException($"'{path}' is not UTF-8 text.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Ticks a box: one byte is written in its place, so that a reader, or a crash, finds it open or ticked and nothing in between, and whoever writes
    /// elsewhere in the file loses nothing.
    /// </summary>
    /// <returns>False where no such box is there any more.</returns>
    /// <exception cref="OperationException">The file is gone, became a link, or cannot be written.</exception>
    public async Task<bool> TickAsync(string path, int line, string text, CancellationToken cancellationToken)
    {
        Find(path);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            if (file.Length is 0 or > Largest)
                throw Wrong(path, "it is empty, no ordinary file, or larger than 1 MiB");
            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, cancellationToken);
            if (BoxFile.Find(BoxFile.Read(content), line, text) is not { } box)
                return false;
            if (box.Done)
                return true;
            // Again, since the way may have changed between the looking and the opening.
            Find(path);
            file.Position = box.Offset;
            file.WriteByte(BoxFile.Tick);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (DecoderFallbackException exception)
        {
            throw new OperationException($"'{path}' is not UTF-8 text any more.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"'{path}' cannot be written: {exception.Message}", exception);
        }
    }

    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>The first part of the way below the folder that is a link.</summary>
    private static string? Link(string folder, string path)
    {
        for (var part = path; part is not null && part.Length > folder.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
                return part;
        }

        return null;
    }

    private static OperationException Wrong(string name, string why) => OperationException.WrongArguments([$"'file' is '{name}'; {why}."]);
}

/// <summary>Completes the name of a plan's file.</summary>
internal sealed class PlanFiles(PlanFolders folders) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) =>
        folders.List().Holding(typed);
}
