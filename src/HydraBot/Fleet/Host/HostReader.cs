using System.Globalization;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Host;

/// <summary>Reads the host from its proc file system.</summary>
internal sealed class HostReader(IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>Long enough for a steady figure (25 ticks of the kernel), short enough to wait for.</summary>
    private static readonly TimeSpan CpuWindow = TimeSpan.FromMilliseconds(250);

    private readonly string _proc = options.Value.ProcPath;

    /// <summary>Reads it; takes a quarter of a second, since the processors' load is a difference.</summary>
    /// <exception cref="OperationException">There is no proc file system.</exception>
    public async Task<HostReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(_proc, "stat")))
            throw new OperationException($"The host cannot be read: there is no {_proc}/stat. Set Fleet:ProcPath to the host's proc file system, which Linux alone has.");

        var disks = Task.Run(ReadDisks, cancellationToken);
        var before = CpuTimes.Parse(await TextAsync("stat", cancellationToken));
        await Task.Delay(CpuWindow, time, cancellationToken);
        var cpu = CpuTimes.Parse(await TextAsync("stat", cancellationToken)).PercentSince(before);

        var load = (await TextAsync("loadavg", cancellationToken)).Split(' ');
        var uptime = (await TextAsync("uptime", cancellationToken)).Split(' ')[0];
        return new HostReading(
            (await TextAsync("sys/kernel/hostname", cancellationToken)).Trim(),
            cpu,
            Environment.ProcessorCount,
            [.. load.Take(3).Select(Number)],
            MemoryReading.Parse(await TextAsync("meminfo", cancellationToken)),
            await disks.WaitAsync(cancellationToken),
            TimeSpan.FromSeconds(Number(uptime)));
    }

    private IReadOnlyList<DiskReading> ReadDisks() =>
    [
        .. MountTable.Parse(File.ReadAllText(Path.Combine(_proc, "self/mounts")))
            .Select(path => new DriveInfo(path))
            .Where(drive => drive is { IsReady: true, TotalSize: > 0 } && Directory.Exists(drive.Name))
            .Select(drive => new DiskReading(drive.Name, drive.TotalSize, drive.AvailableFreeSpace) { Inodes = InodeCount.Of(drive.Name) }),
    ];

    private Task<string> TextAsync(string name, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(Path.Combine(_proc, name), cancellationToken);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
