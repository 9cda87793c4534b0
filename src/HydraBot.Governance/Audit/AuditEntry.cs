namespace HydraBot.Governance.Audit;

/// <summary>A link of the chain as it is stored.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Body">Canonical JSON (RFC 8785) of everything that is hashed, the sequence and the previous hash among it.</param>
/// <param name="PreviousHash">The hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 of <paramref name="Body"/> in lower-case hexadecimal.</param>
public sealed record AuditEntry(long Sequence, string Body, string PreviousHash, string Hash);
