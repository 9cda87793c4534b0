using System.Globalization;
using System.Text.Json;
using HydraBot.Fleet.Engine;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Disk;

/// <summary>What the engine keeps on its disk.</summary>
/// <param name="Layers">Bytes of all images together; layers that several share are counted once.</param>
/// <param name="Images">Each image.</param>
/// <param name="Containers">Each container.</param>
/// <param name="Volumes">Each volume.</param>
/// <param name="Cache">Each record of the build cache.</param>
internal sealed record EngineUse(long Layers, IReadOnlyList<KeptImage> Images, IReadOnlyList<KeptContainer> Containers, IReadOnlyList<KeptVolume> Volumes, IReadOnlyList<KeptCache> Cache)
{
    /// <summary>Asks the engine, which adds it all up.</summary>
    /// <remarks><c>GET /system/df</c>: lists until API 1.51; since 1.52 the same lists stand in <c>Items</c> of <c>ImageUsage</c> and its kin.</remarks>
    public static async Task<EngineUse> ReadAsync(EngineHttp engine, CancellationToken cancellationToken)
    {
        var df = await engine.AskAsync(HttpMethod.Get, "system/df", cancellationToken);
        return new EngineUse(
            df.Number("LayersSize") ?? df.At("ImageUsage")?.Number("TotalSize") ?? 0,
            [.. Items(df, "Images", "ImageUsage").Select(image => new KeptImage(
                image.Text("Id") ?? image.Text("ID") ?? "", [.. image.ItemsAt("RepoTags").Select(tag => tag.GetString()!).Where(tag => tag != "<none>:<none>")],
                [.. image.ItemsAt("RepoDigests").Select(digest => digest.GetString()!).Where(digest => !digest.StartsWith("<none>", StringComparison.Ordinal))],
                Math.Max(0, (image.Number("Size") ?? 0) - Math.Max(0, image.Number("SharedSize") ?? 0)), Seconds(image.Number("Created")), Labels(image)))],
            [.. Items(df, "Containers", "ContainerUsage").Select(container => new KeptContainer(
                container.Text("Id") ?? container.Text("ID") ?? "", container.ItemsAt("Names").FirstOrDefault() is { ValueKind: JsonValueKind.String } name ? name.GetString()!.TrimStart('/') : "", container.Text("ImageID") ?? "",
                container.Text("State") ?? "", container.Number("SizeRw") ?? 0, Seconds(container.Number("Created")), Labels(container),
                [.. container.ItemsAt("Mounts").Select(mount => mount.Text("Name") ?? "").Where(mount => mount.Length > 0)]))],
            [.. Items(df, "Volumes", "VolumeUsage").Select(volume => new KeptVolume(
                volume.Text("Name") ?? "", Math.Max(0, volume.At("UsageData")?.Number("Size") ?? 0), volume.At("UsageData")?.Number("RefCount") ?? -1, Moment(volume.Text("CreatedAt")), Labels(volume)))],
            [.. Items(df, "BuildCache", "BuildCacheUsage").Select(record => new KeptCache(
                record.Text("ID") ?? "", record.Text("Description") ?? record.Text("Type") ?? "", record.Number("Size") ?? 0, record.Flag("InUse") == true, record.Flag("Shared") == true,
                Moment(record.Text("LastUsedAt")) ?? Moment(record.Text("CreatedAt"))))]);
    }

    private static IEnumerable<JsonElement> Items(JsonElement df, string former, string now) => df.At(former) is { } list ? list.Items : df.At(now)?.ItemsAt("Items") ?? [];

    private static Dictionary<string, string> Labels(JsonElement of) => of.MembersAt("Labels").ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);

    private static DateTimeOffset? Seconds(long? seconds) => seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    private static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}

/// <summary>An image; <paramref name="Bytes"/> are those that it shares with no other.</summary>
internal sealed record KeptImage(string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, long Bytes, DateTimeOffset? Made, IReadOnlyDictionary<string, string> Labels);

/// <summary>A container; <paramref name="Bytes"/> are those that it wrote beside its volumes.</summary>
internal sealed record KeptContainer(string Id, string Name, string ImageId, string State, long Bytes, DateTimeOffset? Made, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<string> Volumes);

/// <summary>A volume.</summary>
internal sealed record KeptVolume(string Name, long Bytes, long Users, DateTimeOffset? Made, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Nobody gave it a name: 64 hexadecimal digits of the engine's.</summary>
    public bool IsAnonymous => Name.Length == 64 && Name.All(char.IsAsciiHexDigitLower);
}

/// <summary>A record of the build cache.</summary>
internal sealed record KeptCache(string Id, string What, long Bytes, bool InUse, bool Shared, DateTimeOffset? UsedAt);
