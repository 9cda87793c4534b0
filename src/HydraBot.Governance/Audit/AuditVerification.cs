namespace HydraBot.Governance.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Valid">True when every link holds, the chain ends where its head says, and it is what every checkpoint signed.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="FirstBadSequence">The first sequence number at which the chain does not hold.</param>
/// <param name="Problem">What is wrong there, in a sentence.</param>
public sealed record AuditVerification(bool Valid, long Entries, long? FirstBadSequence, string? Problem)
{
    /// <summary>In which way it does not hold; null when it does.</summary>
    public AuditFault? Fault { get; init; }

    /// <summary>How many signed checkpoints it was compared with.</summary>
    public int Checkpoints { get; init; }

    internal static AuditVerification Broken(long entries, long sequence, AuditFault fault, string problem) =>
        new(false, entries, sequence, problem) { Fault = fault };
}
