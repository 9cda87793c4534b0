using System.Diagnostics;
using HydraBot.Testing;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A real file system on a loop device, of a few megabytes.</summary>
public sealed class LoopDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-loop-");

    public string Folder => Path.Combine(_folder.FullName, "disk");

    /// <summary>Makes and mounts one; skipped where the test has no right to.</summary>
    public static LoopDisk Require(int megabytes)
    {
        var disk = new LoopDisk();
        Directory.CreateDirectory(disk.Folder);
        var image = Path.Combine(disk._folder.FullName, "image");
        using (var file = File.Create(image))
            file.SetLength(megabytes * 1024L * 1024L);
        var mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mke2fs", "-q", "-F", "-t", "ext4", "-m", "0", "-O", "^has_journal", image) && Run("mount", "-o", "loop", image, disk.Folder);
        if (!mounted)
            disk._folder.Delete(recursive: true);
        Parts.Require(mounted, "A file system on a loop device is made and mounted by root.");
        return disk;
    }

    public void Dispose()
    {
        Run("umount", Folder);
        _folder.Delete(recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
