using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Host;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Disk;

/// <summary>Finds out what fills the disks.</summary>
internal sealed class DiskReader(HostReader host, EngineHttp http, EngineConnection engine, MetricStore metrics, IOptions<DiskOptions> options, TimeProvider time)
{
    private const int MostFolders = 10, MostLogs = 8, AtOnce = 8;
    private static readonly TimeSpan Back = TimeSpan.FromDays(7), Horizon = TimeSpan.FromDays(30);

    public async Task<DiskUsage> ReadAsync(CancellationToken cancellationToken)
    {
        var folders = Task.Run(() => FolderSizes.Largest(options.Value.Roots, MostFolders, time, cancellationToken), cancellationToken);
        var disks = await DisksAsync(cancellationToken);
        try
        {
            var use = await EngineUse.ReadAsync(http, cancellationToken);
            return new DiskUsage(disks, Parts(use), await folders, await LogsAsync(use, cancellationToken));
        }
        catch (OperationException)
        {
            // A desk without an engine has disks all the same.
            return new DiskUsage(disks, null, await folders, []);
        }
    }

    private async Task<IReadOnlyList<DiskLine>> DisksAsync(CancellationToken cancellationToken)
    {
        var lines = new List<DiskLine>();
        foreach (var disk in (await host.ReadAsync(cancellationToken)).Disks)
        {
            var bytes = await OutlookAsync($"host/disk:{disk.Path}", cancellationToken);
            var files = await OutlookAsync($"host/inodes:{disk.Path}", cancellationToken);
            var filesFirst = files?.Reaches is { } used && !(bytes?.Reaches <= used);
            var outlook = (filesFirst ? files : bytes)?.Outlook(time.GetUtcNow());
            lines.Add(new DiskLine(disk.Path, disk.Total, disk.Free, Math.Round(disk.UsedPercent, 1), (filesFirst ? files : bytes)?.Reaches, filesFirst ? $"Inodes: {outlook}" : outlook)
            {
                Inodes = disk.Inodes?.Total,
                InodesFree = disk.Inodes?.Free,
                InodePercent = disk.InodePercent is { } percent ? Math.Round(percent, 1) : null,
            });
        }

        return lines;
    }

    private async Task<Forecast?> OutlookAsync(string series, CancellationToken cancellationToken) =>
        Forecaster.Forecast(await metrics.ReadAsync(series, MetricStep.Hours, Back, cancellationToken), limit: 100, Horizon);

    private static UsagePart[] Parts(EngineUse use)
    {
        var images = use.Containers.Select(container => container.ImageId).ToHashSet(StringComparer.Ordinal);
        var volumes = use.Containers.SelectMany(container => container.Volumes).ToHashSet(StringComparer.Ordinal);
        return
        [
            new("Images", use.Images.Count, use.Layers, use.Images.Where(image => !images.Contains(image.Id)).Sum(image => image.Bytes)),
            new("Build cache", use.Cache.Count, use.Cache.Sum(record => record.Bytes), use.Cache.Where(record => !record.InUse).Sum(record => record.Bytes)),
            new("Volumes", use.Volumes.Count, use.Volumes.Sum(volume => volume.Bytes), use.Volumes.Where(volume => !volumes.Contains(volume.Name)).Sum(volume => volume.Bytes)),
            new("Containers", use.Containers.Count, use.Containers.Sum(container => container.Bytes), use.Containers.Where(container => container.State is "exited" or "dead" or "created").Sum(container => container.Bytes)),
        ];
    }

    /// <summary>Where the engine is of this machine, its log files lie here; an engine elsewhere shows none.</summary>
    private async Task<IReadOnlyList<LogSize>> LogsAsync(EngineUse use, CancellationToken cancellationToken)
    {
        var sizes = new System.Collections.Concurrent.ConcurrentBag<LogSize>();
        await Parallel.ForEachAsync(use.Containers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (container, token) =>
        {
            try
            {
                var path = (await engine.AskAsync((client, limited) => client.Containers.InspectContainerAsync(container.Id, limited), token)).LogPath;
                if (path is { Length: > 0 } && new FileInfo(path) is { Exists: true, Length: > 0 } log)
                    sizes.Add(new LogSize(container.Name, log.Length));
            }
            catch (OperationException)
            {
                // It was removed meanwhile.
            }
        });
        return [.. sizes.OrderByDescending(log => log.Bytes).Take(MostLogs)];
    }
}
