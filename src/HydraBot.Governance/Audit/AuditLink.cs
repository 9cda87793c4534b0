namespace HydraBot.Governance.Audit;

/// <summary>What is hashed: the entry and its place in the chain.</summary>
internal sealed record AuditLink(long Sequence, string PreviousHash, AuditDraft Entry);
