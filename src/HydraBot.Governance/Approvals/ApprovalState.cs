namespace HydraBot.Governance.Approvals;

/// <summary>How an approval stands. The numbers are stored: append only.</summary>
public enum ApprovalState
{
    /// <summary>Waits for votes.</summary>
    Pending = 0,

    /// <summary>Enough members agreed.</summary>
    Approved = 1,

    /// <summary>Somebody who may decide said no.</summary>
    Denied = 2,

    /// <summary>Nobody decided in time, which is a refusal.</summary>
    Expired = 3,

    /// <summary>The asker took it back, or the house was stopped.</summary>
    Withdrawn = 4,
}
