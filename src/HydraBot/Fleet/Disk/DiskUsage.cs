namespace HydraBot.Fleet.Disk;

/// <summary>What fills the disks.</summary>
/// <param name="Disks">Each file system, with when it will be full.</param>
/// <param name="Parts">What the engine keeps, by kind; null where no engine answers.</param>
/// <param name="Folders">The largest folders below Fleet:Disk:Roots.</param>
/// <param name="Logs">The largest logs of containers that can be read from here.</param>
internal sealed record DiskUsage(IReadOnlyList<DiskLine> Disks, IReadOnlyList<UsagePart>? Parts, IReadOnlyList<FolderSize> Folders, IReadOnlyList<LogSize> Logs);

/// <summary>A file system.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="Total">Bytes.</param>
/// <param name="Free">Bytes that could still be written.</param>
/// <param name="UsedPercent">Of the bytes.</param>
/// <param name="Full">When its bytes or its inodes will be used up, whichever is first.</param>
/// <param name="Outlook">The same in a sentence.</param>
internal sealed record DiskLine(string Path, long Total, long Free, double UsedPercent, DateTimeOffset? Full, string? Outlook)
{
    /// <summary>How many files it can hold; null where it does not tell.</summary>
    public long? Inodes { get; init; }

    public long? InodesFree { get; init; }

    /// <summary>Of the inodes.</summary>
    public double? InodePercent { get; init; }

    /// <summary>The fuller of the two.</summary>
    public double WorstPercent => Math.Max(UsedPercent, InodePercent ?? 0);
}

/// <summary>A kind of what the engine keeps.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">How much.</param>
/// <param name="Unused">How much of that nobody uses.</param>
internal sealed record UsagePart(string Name, int Count, long Bytes, long Unused);

/// <summary>A container's log on the disk.</summary>
internal sealed record LogSize(string Container, long Bytes);
