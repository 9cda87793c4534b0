namespace HydraBot.Governance.Audit;

/// <summary>In which way a chain does not hold.</summary>
public enum AuditFault
{
    /// <summary>An entry is not what it was.</summary>
    Altered = 0,

    /// <summary>Entries are not there.</summary>
    Missing = 1,

    /// <summary>An entry stands where another belongs.</summary>
    Moved = 2,

    /// <summary>The end was cut off, or something was added behind it.</summary>
    Truncated = 3,

    /// <summary>The chain fits in itself, but not what was signed.</summary>
    Rewritten = 4,

    /// <summary>A stored checkpoint was changed or is not signed by its key.</summary>
    Checkpoint = 5,
}
