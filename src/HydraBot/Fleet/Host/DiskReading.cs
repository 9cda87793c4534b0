namespace HydraBot.Fleet.Host;

/// <summary>A file system that holds data.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="Total">Bytes.</param>
/// <param name="Free">Bytes that this user could still write.</param>
internal sealed record DiskReading(string Path, long Total, long Free)
{
    /// <summary>How many files it holds and can hold; null where it does not tell.</summary>
    public InodeCount? Inodes { get; init; }

    public double? InodePercent => Inodes is { } inodes ? 100.0 * (inodes.Total - inodes.Free) / inodes.Total : null;

    public double UsedPercent => Total > 0 ? 100.0 * (Total - Free) / Total : 0;
}
