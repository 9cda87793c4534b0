namespace HydraBot.Law.Constitution;

/// <summary>A law that waits.</summary>
/// <param name="InForce">The hash of the law in force.</param>
/// <param name="Pending">The hash of the law on disk that waits; null when none does.</param>
/// <param name="Version">The version that it gives itself.</param>
/// <param name="Changes">What it would change, in words.</param>
internal sealed record PendingLawView(string InForce, string? Pending, string? Version, IReadOnlyList<string> Changes);
