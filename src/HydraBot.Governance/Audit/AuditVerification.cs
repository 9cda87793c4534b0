namespace HydraBot.Governance.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Valid">True when every link holds and the chain ends where its head says.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="FirstBadSequence">The first sequence number at which the chain does not hold.</param>
/// <param name="Problem">What is wrong there, in a sentence.</param>
public sealed record AuditVerification(bool Valid, long Entries, long? FirstBadSequence, string? Problem);
