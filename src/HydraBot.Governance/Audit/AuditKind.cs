namespace HydraBot.Governance.Audit;

/// <summary>What an entry of the audit chain tells. The numbers are stored: append only.</summary>
public enum AuditKind
{
    /// <summary>A request was refused; nothing ran.</summary>
    Refused = 0,

    /// <summary>A request waits for an approval.</summary>
    ApprovalAsked = 1,

    /// <summary>A member voted on an approval, or tried to.</summary>
    ApprovalVote = 2,

    /// <summary>An approval was decided, or expired.</summary>
    ApprovalDecided = 3,

    /// <summary>An operation is about to run.</summary>
    Intent = 4,

    /// <summary>An operation ended, well or not.</summary>
    Outcome = 5,

    /// <summary>A request that a stop of the process cut off; what it did is not known.</summary>
    Interrupted = 6,

    /// <summary>A hypothetical act was judged; nothing ran.</summary>
    Judged = 7,

    /// <summary>Emergency stop pulled or lifted.</summary>
    Emergency = 8,

    /// <summary>Somebody without the right to enter tried a door.</summary>
    Denied = 9,

    /// <summary>The house started, with this law.</summary>
    Started = 10,
}
