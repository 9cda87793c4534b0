namespace HydraBot.Governance.Constitution;

/// <summary>How often one person may do the same thing.</summary>
/// <param name="Count">So many times.</param>
/// <param name="Per">Within any span of this length.</param>
public sealed record Pace(int Count, TimeSpan Per);
