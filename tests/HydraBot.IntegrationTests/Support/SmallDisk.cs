using System.Diagnostics;
using System.Globalization;
using HydraBot.Testing;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A file system of a few kilobytes that is soon full.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-disk-");

    public string Folder => _folder.FullName;

    /// <summary>Mounts one; skipped where the test has no right to.</summary>
    public static SmallDisk Require(int bytes)
    {
        var disk = new SmallDisk();
        var mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", disk.Folder);
        if (!mounted)
            disk._folder.Delete();
        Parts.Require(mounted, "A small disk is mounted by root.");
        return disk;
    }

    public void Dispose()
    {
        Run("umount", Folder);
        _folder.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
