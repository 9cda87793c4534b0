using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Truth;

/// <summary>How a dispute stands. The numbers are stored.</summary>
internal enum DisputeState
{
    Proposed = 0,

    /// <summary>The newer fact ended the older.</summary>
    Accepted = 1,

    /// <summary>Both are true.</summary>
    Declined = 2,
}

/// <summary>What somebody says to a dispute.</summary>
internal enum DisputeAnswer
{
    /// <summary>The newer fact ends the older.</summary>
    Accept = 0,

    /// <summary>Both are true; it is not asked again.</summary>
    Decline = 1,

    /// <summary>Takes an answer back: all is as it was, and it is asked again.</summary>
    Undo = 2,
}

/// <summary>Two facts that seem to contradict each other.</summary>
internal sealed record DisputeView(Guid Id, DisputeState State, MemoryView Older, MemoryView Newer);

/// <summary>What there is to decide.</summary>
internal sealed record DisputeList(IReadOnlyList<DisputeView> Disputes);

/// <summary>What an answer did.</summary>
/// <param name="Dispute">As it stands now.</param>
/// <param name="Suspect">What rested on the fact that ended.</param>
internal sealed record SettledDispute(DisputeView Dispute, IReadOnlyList<Guid> Suspect);

/// <summary>What a yes changed.</summary>
internal sealed record BeforeDispute(StateBefore Older, IReadOnlyList<Guid> Suspect);
