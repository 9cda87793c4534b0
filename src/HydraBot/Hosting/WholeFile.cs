using System.Text;

namespace HydraBot.Hosting;

/// <summary>A text file that is replaced whole or not at all, with its own permissions and byte order mark, through a link to where it really is.</summary>
internal static class WholeFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The text; empty where there is no file.</summary>
    public static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    /// <param name="path">Which.</param>
    /// <param name="text">All of it.</param>
    /// <param name="onlyMine">A new one can be read by this user alone.</param>
    public static void Write(string path, string text, bool onlyMine = false)
    {
        var target = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } real ? real.FullName : path;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && (onlyMine || File.Exists(target)))
            options.UnixCreateMode = File.Exists(target) ? File.GetUnixFileMode(target) : OwnerOnly;
        var next = $"{target}.{Guid.CreateVersion7():n}.new";
        try
        {
            using (var stream = new FileStream(next, options))
            {
                if (HasMark(target))
                    stream.Write(Encoding.UTF8.Preamble);
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, target, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static bool HasMark(string path)
    {
        if (!File.Exists(path))
            return false;
        using var stream = File.OpenRead(path);
        var start = new byte[3];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 3 && start.AsSpan().SequenceEqual(Encoding.UTF8.Preamble);
    }
}
