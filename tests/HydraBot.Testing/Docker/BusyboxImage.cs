using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace HydraBot.Testing.Docker;

/// <summary>A container image of one static program, made here: no registry is asked for anything.</summary>
public static class BusyboxImage
{
    /// <summary>Its name and tag.</summary>
    public const string Name = "hydrabot-test-busybox:1";

    private const string Busybox = "/bin/busybox";

    /// <summary>True when the static busybox is there (Debian's package <c>busybox-static</c>).</summary>
    public static bool CanBeMade => File.Exists(Busybox);

    /// <summary>Makes the image unless the engine has it.</summary>
    public static async Task EnsureAsync(DockerClient engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.InspectImageAsync(Name, cancellationToken);
            return;
        }
        catch (DockerImageNotFoundException)
        {
            // It is made below. Two test runs that make it at once make the same.
        }

        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.Directory, "bin") { Mode = (UnixFileMode)0b111_101_101 }, cancellationToken);
            await using var program = File.OpenRead(Busybox);
            await writer.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = (UnixFileMode)0b111_101_101, DataStream = program }, cancellationToken);
            foreach (var applet in (string[])["sh", "sleep", "cat", "echo", "touch", "test", "rm"])
                await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" }, cancellationToken);
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.Directory, "tmp") { Mode = (UnixFileMode)0b111_111_111 }, cancellationToken);
        }

        tar.Position = 0;
        await engine.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Repo = Name.Split(':')[0], Tag = Name.Split(':')[1], Changes = ["ENTRYPOINT [\"/bin/sh\", \"-c\"]"] },
            tar, null, new Progress<JSONMessage>(), cancellationToken);
    }
}
