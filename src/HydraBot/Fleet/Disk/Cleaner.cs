using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Disk;

/// <summary>Takes away exactly what a preview said, and of that only what is still nobody's.</summary>
internal sealed class Cleaner(EngineConnection engine, EngineHttp http, CleanupPlanner planner, IEnumerable<IVolumeKeeper> keepers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<(IReadOnlyList<CleanupItem> Removed, IReadOnlyList<LeftItem> Kept)> RemoveAsync(
        Clearance clearance, IReadOnlyList<CleanupItem> items, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var now = (await planner.PlanAsync(cancellationToken)).Items.Select(item => (item.Kind, item.Id)).ToHashSet();
        var (removed, kept) = (new List<CleanupItem>(), new List<LeftItem>());
        // Containers before the images and volumes that they hold.
        foreach (var item in items.OrderBy(item => item.Kind))
        {
            progress.Report(new OperationProgress($"Removing `{item.Name}`…", (double)(removed.Count + kept.Count) / items.Count));
            if (!now.Contains((item.Kind, item.Id)))
            {
                kept.Add(new LeftItem(item.Kind, item.Name, item.Bytes, "it is gone, or came into use since"));
                continue;
            }

            try
            {
                removed.Add(await RemoveAsync(clearance, item, cancellationToken));
            }
            catch (OperationException exception)
            {
                kept.Add(new LeftItem(item.Kind, item.Name, item.Bytes, exception.Message));
            }
        }

        return (removed, kept);
    }

    /// <summary>Never by force: what came into use between the look and this, the engine itself refuses.</summary>
    private async Task<CleanupItem> RemoveAsync(Clearance clearance, CleanupItem item, CancellationToken cancellationToken)
    {
        switch (item.Kind)
        {
            case CleanupKind.Container:
                await AskAsync((client, limited) => client.Containers.RemoveContainerAsync(item.Id, new ContainerRemoveParameters(), limited), cancellationToken);
                return item;
            case CleanupKind.Image:
                await ImageAsync(item.Id, cancellationToken);
                return item;
            case CleanupKind.BuildCache:
                var filters = $$$"""{"id":{"{{{item.Id}}}":true}}""";
                var pruned = await http.AskAsync(HttpMethod.Post, $"build/prune?all=true&filters={Uri.EscapeDataString(filters)}", cancellationToken);
                return pruned.ItemsAt("CachesDeleted").Any() ? item : throw new OperationException("the engine did not let go of it");
            default:
                var backup = await (keepers.FirstOrDefault() ?? throw new OperationException("nobody here takes a backup of it")).KeepAsync(clearance, item.Id, cancellationToken);
                await AskAsync((client, limited) => client.Volumes.RemoveAsync(item.Id, false, limited), cancellationToken);
                return item with { WayBack = $"backup.restore {backup}" };
        }
    }

    private async Task ImageAsync(string id, CancellationToken cancellationToken)
    {
        var image = await engine.AskAsync((client, limited) => client.Images.InspectImageAsync(id, limited), cancellationToken);
        // By its names one after the other: the last one takes the image with it, and none is removed by force.
        string[] names = image.RepoTags is { Count: > 0 } tags ? [.. tags] : [id];
        foreach (var name in names)
            await AskAsync((client, limited) => client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = false }, limited), cancellationToken);
    }

    private Task<bool> AskAsync(Func<DockerClient, CancellationToken, Task> call, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            await call(client, limited);
            return true;
        },
        Patience,
        cancellationToken);
}
