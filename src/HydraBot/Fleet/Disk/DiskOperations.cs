using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Disk;

/// <summary>Shows what fills the disks, what could go, and takes that away.</summary>
internal sealed class DiskOperations(DiskReader reader, CleanupPlanner planner, CleanupStore store, Cleaner cleaner)
{
    [Operation("disk.usage", TimeLimitSeconds = 300)]
    [Description("Shows what fills the disks, and when they will be full")]
    public async Task<OperationResult<DiskUsage>> UseAsync(CancellationToken cancellationToken)
    {
        var usage = await reader.ReadAsync(cancellationToken);
        return OperationResult.Of(usage, DiskCards.Of(usage));
    }

    [Operation("disk.preview", TimeLimitSeconds = 300)]
    [Description("Lists every single thing that a cleanup would remove, with its size and how it comes back")]
    public async Task<OperationResult<CleanupPreview>> PreviewAsync(CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(cancellationToken);
        var number = await store.AddAsync(plan, cancellationToken);
        var preview = new CleanupPreview(number, plan.Items.Sum(item => item.Bytes), plan.Items, plan.Left);
        return OperationResult.Of(preview, DiskCards.Of(preview));
    }

    [Operation(
        "disk.cleanup", Access = AccessLevel.Operator, Effect = OperationEffect.Destroy, TimeLimitSeconds = 3600,
        Rollback = "images are pulled or built again, containers made by their compose file, the build cache by the next build, volumes restored from the backup that is taken first; the preview says how for each")]
    [Description("Removes exactly what a preview listed, but for what came into use since")]
    public async Task<OperationResult<CleanupReport>> CleanAsync(
        [Description("The number of the preview, from disk.preview")] long preview, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var (removed, kept) = await cleaner.RemoveAsync(clearance, await store.FindAsync(preview, cancellationToken), progress, cancellationToken);
        var report = new CleanupReport(preview, removed.Sum(item => item.Bytes), removed, kept);
        return OperationResult.Of(report, DiskCards.Of(report));
    }
}
