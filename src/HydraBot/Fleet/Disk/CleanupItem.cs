namespace HydraBot.Fleet.Disk;

/// <summary>What kinds of things a cleanup takes away.</summary>
internal enum CleanupKind
{
    Container,
    Image,
    BuildCache,
    Volume,
}

/// <summary>One thing that would be taken away.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">By which the engine knows it.</param>
/// <param name="Name">By which people know it.</param>
/// <param name="Bytes">How much room it takes.</param>
/// <param name="Since">Since when nobody needs it, as far as that is known.</param>
/// <param name="WayBack">How it comes back.</param>
internal sealed record CleanupItem(CleanupKind Kind, string Id, string Name, long Bytes, DateTimeOffset? Since, string WayBack);

/// <summary>What the policies would take, but for which there is no way back.</summary>
internal sealed record LeftItem(CleanupKind Kind, string Name, long Bytes, string Reason);

/// <summary>What would be taken away, and what is left alone.</summary>
internal sealed record CleanupPlan(IReadOnlyList<CleanupItem> Items, IReadOnlyList<LeftItem> Left);

/// <summary>A plan by its number, as <c>disk.cleanup</c> takes it.</summary>
/// <param name="Preview">Its number.</param>
/// <param name="Bytes">What it frees.</param>
/// <param name="Items">Exactly what it takes.</param>
/// <param name="Left">What it leaves.</param>
internal sealed record CleanupPreview(long Preview, long Bytes, IReadOnlyList<CleanupItem> Items, IReadOnlyList<LeftItem> Left);

/// <summary>What a cleanup did.</summary>
internal sealed record CleanupReport(long Preview, long Bytes, IReadOnlyList<CleanupItem> Removed, IReadOnlyList<LeftItem> Kept);
