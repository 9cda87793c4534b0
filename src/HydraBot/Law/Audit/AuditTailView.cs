namespace HydraBot.Law.Audit;

/// <summary>The newest entries, newest first.</summary>
internal sealed record AuditTailView(IReadOnlyList<AuditView> Entries);
