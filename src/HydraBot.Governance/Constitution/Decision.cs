namespace HydraBot.Governance.Constitution;

/// <summary>What the law says of an act, mildest first; the strictest rule that applies wins.</summary>
public enum Decision
{
    /// <summary>It may run.</summary>
    Allow = 0,

    /// <summary>People decide.</summary>
    Approve = 1,

    /// <summary>It does not run.</summary>
    Deny = 2,
}
