namespace HydraBot.Fleet.Host;

/// <summary>Finds the file systems worth watching in <c>/proc/self/mounts</c> (fstab(5)): those on a device or a network, each once.</summary>
internal static class MountTable
{
    private static readonly HashSet<string> Network = ["nfs", "nfs4", "cifs", "smb3", "zfs", "ceph", "glusterfs", "fuse.sshfs", "fuse.mergerfs", "9p", "virtiofs"];

    private static readonly HashSet<string> Images = ["squashfs", "iso9660", "erofs"];

    /// <summary>Mount points, the root first.</summary>
    public static IReadOnlyList<string> Parse(string mounts) =>
    [
        .. mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(words => words.Length >= 3)
            .Select(words => (Device: words[0], Path: Unescape(words[1]), Type: words[2]))
            .Where(mount => mount.Path == "/" || HoldsData(mount.Device, mount.Type))
            // A bind mount shows the same device again, deeper down.
            .GroupBy(mount => mount.Device)
            .Select(same => same.MinBy(mount => mount.Path.Length).Path)
            .Distinct()
            .OrderBy(path => path, StringComparer.Ordinal),
    ];

    private static bool HoldsData(string device, string type) =>
        Network.Contains(type) || (device.StartsWith("/dev/", StringComparison.Ordinal) && !Images.Contains(type));

    /// <summary>The kernel writes space, tab, newline and backslash as octal.</summary>
    private static string Unescape(string path) => path
        .Replace(@"\040", " ", StringComparison.Ordinal)
        .Replace(@"\011", "\t", StringComparison.Ordinal)
        .Replace(@"\012", "\n", StringComparison.Ordinal)
        .Replace(@"\134", @"\", StringComparison.Ordinal);
}
