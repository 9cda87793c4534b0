using System.Diagnostics;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>Replaces a compose file whole or not at all, and only while it is what it was; owner, permissions and links stay.</summary>
internal static class ComposeFileWriter
{
    /// <param name="clearance">From the road.</param>
    /// <param name="file">As it was read.</param>
    /// <param name="bytes">What it shall be.</param>
    /// <param name="cancellationToken">Ends it before the file is replaced.</param>
    /// <exception cref="OperationException">It changed since it was read, or cannot be written.</exception>
    public static async Task WriteAsync(Clearance clearance, ComposeFile file, byte[] bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var next = "";
        try
        {
            var target = File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path;
            next = $"{target}.{Guid.CreateVersion7():n}.new";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = File.GetUnixFileMode(target);
            await using (var stream = new FileStream(next, options))
            {
                await stream.WriteAsync(bytes, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            await KeepOwnerAsync(target, next, cancellationToken);
            if (!(await File.ReadAllBytesAsync(target, cancellationToken)).AsSpan().SequenceEqual(file.Bytes))
                throw new OperationException($"{file.HostPath} was changed by somebody else meanwhile. Nothing was written; ask for a new proposal.");
            File.Move(next, target, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"{file.HostPath} cannot be written: {failure.Message}", failure);
        }
        finally
        {
            if (next.Length > 0)
                File.Delete(next);
        }
    }

    /// <summary>What root writes would belong to root from then on, and whoever owned it could not edit it any more.</summary>
    private static async Task KeepOwnerAsync(string target, string next, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        using var chown = Process.Start("chown", ["--reference", target, next]);
        await chown.WaitForExitAsync(cancellationToken);
        if (chown.ExitCode != 0)
            throw new IOException($"its owner cannot be kept (chown ended with {chown.ExitCode})");
    }
}
