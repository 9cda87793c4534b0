namespace HydraBot.Governance.Approvals;

/// <summary>What came of a vote.</summary>
public enum VoteOutcome
{
    /// <summary>It decided the matter: the approval is now approved or denied.</summary>
    Decided = 0,

    /// <summary>It counts; more are needed.</summary>
    Counted = 1,

    /// <summary>The voter's access does not suffice, or the law excludes the asker.</summary>
    NotAllowed = 2,

    /// <summary>The approval was decided before; nothing changed.</summary>
    TooLate = 3,

    /// <summary>There is no such approval.</summary>
    Unknown = 4,
}
