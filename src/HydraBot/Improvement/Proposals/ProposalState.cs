namespace HydraBot.Improvement.Proposals;

/// <summary>Where a proposal stands. The numbers are stored: append only.</summary>
internal enum ProposalState
{
    /// <summary>Written down, not looked at.</summary>
    Proposed = 0,

    /// <summary>Better on the open part of its suite.</summary>
    Tested = 1,

    /// <summary>Better on sealed items too, which nobody had seen, and no worse anywhere else.</summary>
    Validated = 2,

    /// <summary>People agreed, and the way back was rehearsed.</summary>
    Approved = 3,

    /// <summary>In force, not yet watched.</summary>
    Deployed = 4,

    /// <summary>In force and under watch.</summary>
    Watched = 5,

    /// <summary>In force for good.</summary>
    Kept = 6,

    /// <summary>Was in force and was taken back.</summary>
    RolledBack = 7,

    /// <summary>Tested and not good enough.</summary>
    Rejected = 8,
}

/// <summary>What a proposal would change. The numbers are stored: append only.</summary>
internal enum ProposalKind
{
    Config = 0,
    Prompt = 1,
    Routing = 2,
    Code = 3,
}
