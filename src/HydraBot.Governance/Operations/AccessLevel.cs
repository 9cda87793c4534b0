namespace HydraBot.Governance.Operations;

/// <summary>What a caller may do; each level includes those below it.</summary>
public enum AccessLevel
{
    /// <summary>No access: every operation is refused.</summary>
    None = 0,

    /// <summary>May look.</summary>
    Viewer = 1,

    /// <summary>May change and restart, where the law agrees.</summary>
    Operator = 2,

    /// <summary>Owns the house: approves what others may not.</summary>
    Owner = 3,
}
