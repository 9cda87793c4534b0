using HydraBot.Fleet.Engine;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Disk;

/// <summary>Says what the policies would take away: never what is in use, and never what has no way back.</summary>
internal sealed class CleanupPlanner(EngineHttp engine, IEnumerable<IVolumeKeeper> keepers, IOptions<DiskOptions> options, TimeProvider time)
{
    /// <summary>On containers whose owner does not miss them.</summary>
    private const string Disposable = "hydrabot.cleanup";

    private const string ComposeProject = "com.docker.compose.project", ComposeService = "com.docker.compose.service", SandboxRecipe = "hydrabot.sandbox.recipe";

    public async Task<CleanupPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var use = await EngineUse.ReadAsync(engine, cancellationToken);
        var (items, left) = (new List<CleanupItem>(), new List<LeftItem>());
        Containers(use, items, left);
        await ImagesAsync(use, items, left, cancellationToken);
        Cache(use, items);
        Volumes(use, items, left);
        return new CleanupPlan([.. items.OrderByDescending(item => item.Bytes)], [.. left.OrderByDescending(item => item.Bytes)]);
    }

    private void Containers(EngineUse use, List<CleanupItem> items, List<LeftItem> left)
    {
        foreach (var container in use.Containers.Where(container => container.State is "exited" or "created" or "dead" && options.Value.Covers(container.Labels) && IsOld(container.Made, options.Value.StoppedContainers)))
        {
            if (container.Labels.TryGetValue(ComposeProject, out var project))
                items.Add(new CleanupItem(CleanupKind.Container, container.Id, container.Name, container.Bytes, container.Made, $"docker compose -p {project} up -d {container.Labels.GetValueOrDefault(ComposeService)}".TrimEnd()));
            else if (container.Labels.GetValueOrDefault(Disposable) == "true")
                items.Add(new CleanupItem(CleanupKind.Container, container.Id, container.Name, container.Bytes, container.Made, $"its owner makes it again, as its label {Disposable}=true says"));
            else
                left.Add(new LeftItem(CleanupKind.Container, container.Name, container.Bytes, "no compose file makes it again"));
        }
    }

    private async Task ImagesAsync(EngineUse use, List<CleanupItem> items, List<LeftItem> left, CancellationToken cancellationToken)
    {
        var used = use.Containers.Select(container => container.ImageId).ToHashSet(StringComparer.Ordinal);
        // Whoever runs a sandbox needs its newest image.
        var sandbox = use.Images.Where(image => image.Labels.ContainsKey(SandboxRecipe)).MaxBy(image => image.Made)?.Id;
        foreach (var image in use.Images.Where(image => !used.Contains(image.Id) && image.Id != sandbox && options.Value.Covers(image.Labels)))
        {
            if (!IsOld(image.Made, image.Tags.Count == 0 ? options.Value.DanglingImages : options.Value.UnusedImages))
                continue;
            var name = image.Tags.Count > 0 ? string.Join(", ", image.Tags) : image.Id.Replace("sha256:", "", StringComparison.Ordinal)[..12];
            var way = image.Digests is [var digest, ..] ? $"docker pull {digest}"
                : image.Labels.ContainsKey(SandboxRecipe) ? "HydraBot sandbox build-image"
                : image.Labels.TryGetValue(ComposeProject, out var project) ? $"docker compose -p {project} build {image.Labels.GetValueOrDefault(ComposeService)}".TrimEnd()
                : await IsBuiltAsync(image.Id, cancellationToken) ? image.Tags.Count > 0 ? $"docker build -t {image.Tags[0]}, from its Dockerfile" : "a build from the Dockerfile that it came from" : null;
            if (way is null)
                left.Add(new LeftItem(CleanupKind.Image, name, image.Bytes, "it was imported or committed, so nothing makes it again"));
            else
                items.Add(new CleanupItem(CleanupKind.Image, image.Id, name, image.Bytes, image.Made, way));
        }
    }

    /// <summary>True when the newest layer comes from a line of a Dockerfile: what was imported, or committed from a container by hand, was made once.</summary>
    private async Task<bool> IsBuiltAsync(string id, CancellationToken cancellationToken)
    {
        var history = await engine.AskAsync(HttpMethod.Get, $"images/{Uri.EscapeDataString(id)}/history", cancellationToken);
        return history.Items.FirstOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.Object } newest
            && (newest.Text("Comment")?.StartsWith("buildkit", StringComparison.Ordinal) == true
                || newest.Text("CreatedBy") is { } by && (by.Contains("#(nop)", StringComparison.Ordinal) || by.StartsWith("RUN ", StringComparison.Ordinal) || by.StartsWith("/bin/sh -c", StringComparison.Ordinal)));
    }

    /// <summary>Records of the cache bear no labels, so that a policy for one label takes none.</summary>
    private void Cache(EngineUse use, List<CleanupItem> items)
    {
        if (options.Value.Label is { Length: > 0 })
            return;
        foreach (var record in use.Cache.Where(record => !record.InUse && !record.Shared && IsOld(record.UsedAt, options.Value.BuildCache)))
            items.Add(new CleanupItem(CleanupKind.BuildCache, record.Id, record.What.Length > 80 ? $"{record.What[..80]}…" : record.What, record.Bytes, record.UsedAt, "the next build makes it again"));
    }

    private void Volumes(EngineUse use, List<CleanupItem> items, List<LeftItem> left)
    {
        // Asked twice: the engine's own count, and every container's mounts, stopped ones too.
        var used = use.Containers.SelectMany(container => container.Volumes).ToHashSet(StringComparer.Ordinal);
        foreach (var volume in use.Volumes.Where(volume => volume.IsAnonymous && volume.Users == 0 && !used.Contains(volume.Name) && options.Value.Covers(volume.Labels) && IsOld(volume.Made, options.Value.AnonymousVolumes)))
        {
            if (keepers.Any())
                items.Add(new CleanupItem(CleanupKind.Volume, volume.Name, volume.Name[..12], volume.Bytes, volume.Made, "a verified backup is taken first; backup.restore brings it back"));
            else
                left.Add(new LeftItem(CleanupKind.Volume, volume.Name[..12], volume.Bytes, "nobody here takes a backup of it"));
        }
    }

    private bool IsOld(DateTimeOffset? since, TimeSpan? age) => age is { } wanted && since is { } moment && time.GetUtcNow() - moment >= wanted;
}
