using System.Collections.Concurrent;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Gpus;
using HydraBot.Fleet.Healing;
using HydraBot.Fleet.Host;
using HydraBot.Fleet.Prometheus;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Metrics;

/// <summary>Measures host, containers, graphics cards and what Prometheus knows of others every minute, and keeps what it saw.</summary>
internal sealed partial class MetricSampler(
    EngineHosts hosts, HostReader host, GpuReader gpus, PrometheusReader prometheus, PrometheusPast past, ContainerFates fates, MetricStore store, IOptions<FleetOptions> fleet, IOptions<MetricOptions> options, TimeProvider time, ILogger<MetricSampler> logger)
    : BackgroundService
{
    private const int AtOnce = 8;

    private readonly Dictionary<string, (long At, ContainerUsage Usage)> _before = new(StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.Enabled ? time.RoundsAsync(options.Value.Interval, SampleAsync, LogFailed, restFirst: false, stoppingToken) : Task.CompletedTask;

    /// <summary>One measurement of everything that can be measured.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        var values = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        await TryAsync(() => HostAsync(values, cancellationToken));
        await ContainersAsync(values, cancellationToken);
        await TryAsync(async () =>
        {
            foreach (var gpu in await gpus.ReadAsync(cancellationToken))
            {
                foreach (var (name, value) in gpu.Figures)
                    values[$"gpu/{gpu.Index}/{name}"] = value;
            }
        });
        await TryAsync(async () =>
        {
            var others = await prometheus.ReadAsync(cancellationToken);
            await past.TakeOverAsync(others.Keys, cancellationToken);
            // An engine that we ask ourselves knows better than what tells of it.
            foreach (var (name, value) in others)
                values.TryAdd(name, value);
        });
        if (!values.IsEmpty)
            await store.AddAsync(values, cancellationToken);
    }

    /// <summary>What cannot be read now leaves a gap and stops nothing else.</summary>
    private async Task TryAsync(Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (OperationException unreadable)
        {
            LogGap(unreadable.Message);
        }
    }

    private async Task HostAsync(ConcurrentDictionary<string, double> values, CancellationToken cancellationToken)
    {
        var reading = await host.ReadAsync(cancellationToken);
        values["host/cpu"] = reading.CpuPercent;
        values["host/memory"] = reading.Memory.UsedPercent;
        if (reading.Load is [var load, ..])
            values["host/load"] = load;
        foreach (var disk in reading.Disks)
            values[$"host/disk:{disk.Path}"] = disk.UsedPercent;
        foreach (var disk in reading.Disks.Where(disk => disk.Inodes is not null))
            values[$"host/inodes:{disk.Path}"] = disk.InodePercent!.Value;
        foreach (var (sensor, degrees) in Temperatures.Read(fleet.Value.SysPath))
            values[$"host/temperature:{sensor}"] = degrees;
    }

    private async Task ContainersAsync(ConcurrentDictionary<string, double> values, CancellationToken cancellationToken)
    {
        var usages = new ConcurrentDictionary<Container, (long At, ContainerUsage Usage)>();
        await Task.WhenAll(hosts.All.Select(host => TryAsync(() => UsagesAsync(host, usages, cancellationToken))));
        foreach (var (container, now) in usages)
        {
            values[$"container/{container.Name}/memory"] = now.Usage.MemoryBytes / (1024.0 * 1024.0);
            if (_before.TryGetValue(container.Id, out var earlier) && time.GetElapsedTime(earlier.At, now.At).TotalHours is > 0 and var hours)
                values[$"container/{container.Name}/restarts"] = fates.TakeRestarts(container.Id) / hours;
            if (_before.TryGetValue(container.Id, out var then) && now.Usage.CpuNanoseconds >= then.Usage.CpuNanoseconds
                && time.GetElapsedTime(then.At, now.At).TotalSeconds is > 0 and var seconds)
            {
                values[$"container/{container.Name}/cpu"] = (now.Usage.CpuNanoseconds - then.Usage.CpuNanoseconds) / 1e7 / seconds;
                values[$"container/{container.Name}/received"] = Math.Max(0, now.Usage.ReceivedBytes - then.Usage.ReceivedBytes) / 1024.0 / seconds;
                values[$"container/{container.Name}/sent"] = Math.Max(0, now.Usage.SentBytes - then.Usage.SentBytes) / 1024.0 / seconds;
            }
        }

        _before.Clear();
        foreach (var (container, usage) in usages)
            _before[container.Id] = usage;
    }

    /// <summary>Of one host, which is given up for this time when it takes half of it.</summary>
    private async Task UsagesAsync(EngineHost host, ConcurrentDictionary<Container, (long At, ContainerUsage Usage)> usages, CancellationToken cancellationToken)
    {
        if (host.Silence is { } silence)
            throw new OperationException(silence);
        using var limit = new CancellationTokenSource(options.Value.Interval / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var running = (await host.ListAsync(either.Token)).Where(container => container.State == ContainerState.Running);
            await Parallel.ForEachAsync(running, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = either.Token }, async (container, token) =>
                await TryAsync(async () => usages[container] = (time.GetTimestamp(), await host.Engine.UsageAsync(container.Id, token))));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"The container engine at {host.Address} is too slow to be measured.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A measurement of the fleet failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Not measured: {Reason}")]
    private partial void LogGap(string reason);
}
