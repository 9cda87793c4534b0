using System.Runtime.InteropServices;

namespace HydraBot.Fleet.Host;

/// <summary>How many files a file system can hold, and how many more: one can be full of small files long before it is full of bytes.</summary>
/// <param name="Total">Inodes.</param>
/// <param name="Free">Those that this user could still use.</param>
internal sealed partial record InodeCount(long Total, long Free)
{
    // statvfs(3) on 64 bits, glibc and musl alike: f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail, and words that are not looked at.
    private const int Words = 32, Files = 5, Available = 7;

    /// <summary>Null where it is not told, as on btrfs and zfs, which make inodes as they need them.</summary>
    public static InodeCount? Of(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return null;
        var words = new ulong[Words];
        return StatVfs(path, words) == 0 && words[Files] is > 0 and <= long.MaxValue && words[Available] <= words[Files] ? new InodeCount((long)words[Files], (long)words[Available]) : null;
    }

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatVfs(string path, [In, Out] ulong[] words);
}
