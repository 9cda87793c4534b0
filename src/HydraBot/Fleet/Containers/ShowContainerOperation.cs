using System.ComponentModel;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Healing;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Containers;

/// <summary>Shows one container closely: health, restarts, what it uses, and how old its image is.</summary>
internal sealed class ShowContainerOperation(ContainerFinder finder, IContainerEngine engine, SecretMask mask, TimeProvider time, HealStore? heals = null)
{
    /// <summary>Long enough for a steady figure, short enough to wait for.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500), Day = TimeSpan.FromDays(1);

    [Operation("container.show", TimeLimitSeconds = 60)]
    [Description("Shows a container's health, restarts, CPU, memory, network and the age of its image")]
    public async Task<OperationResult<ContainerReport>> ShowAsync([Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container, CancellationToken cancellationToken)
    {
        var found = await finder.FindAsync(container, cancellationToken);
        var detail = await engine.InspectAsync(found.Id, cancellationToken);
        var (usage, cpu, received, sent) = found.State == ContainerState.Running ? await MeasureAsync(found.Id, cancellationToken) : (null, null, null, null);
        var report = new ContainerReport(
            found,
            detail.LastCheck is { Length: > 0 } said ? mask.Apply(said) : null,
            detail.RestartCount,
            heals is null ? null : (await heals.SinceAsync(time.GetUtcNow() - Day, cancellationToken))[found.Name].Count(),
            cpu, usage?.MemoryBytes, detail.MemoryLimit, received, sent, usage?.ReceivedBytes, usage?.SentBytes,
            await engine.ImageMadeAsync(found.Id, cancellationToken));
        return OperationResult.Of(report, ContainerSheet.Draw(report, time.GetUtcNow()));
    }

    /// <summary>Rates are differences, so it is looked twice.</summary>
    private async Task<(ContainerUsage? Usage, double? Cpu, double? Received, double? Sent)> MeasureAsync(string id, CancellationToken cancellationToken)
    {
        var (before, began) = (await engine.UsageAsync(id, cancellationToken), time.GetTimestamp());
        await Task.Delay(Window, time, cancellationToken);
        var (now, seconds) = (await engine.UsageAsync(id, cancellationToken), time.GetElapsedTime(began).TotalSeconds);
        return now.CpuNanoseconds < before.CpuNanoseconds || seconds <= 0 ? (now, null, null, null)
            : (now, Math.Round((now.CpuNanoseconds - before.CpuNanoseconds) / 1e7 / seconds, 1), Rate(before.ReceivedBytes, now.ReceivedBytes), Rate(before.SentBytes, now.SentBytes));

        double Rate(long then, long after) => Math.Round(Math.Max(0, after - then) / seconds);
    }
}
