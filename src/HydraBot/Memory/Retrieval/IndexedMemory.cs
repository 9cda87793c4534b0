namespace HydraBot.Memory.Retrieval;

/// <summary>What the index needs of a memory. Moments are microseconds since 1970; null is open.</summary>
internal sealed record IndexedMemory(Guid Id, MemoryTier Tier, string Text, string Audience)
{
    public string? Speaker { get; init; }

    /// <summary>Its place among all: what comes back to a conversation stands where it was said.</summary>
    public long Sequence { get; init; }

    /// <summary>The conversation that it is a part of, in which it follows the one added before; null when it stands alone.</summary>
    public long? Thread { get; init; }

    public string? SessionId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public long? OccurredAt { get; init; }

    public long RecordedAt { get; init; }

    public long? ValidFrom { get; init; }

    public long? ValidTo { get; init; }

    /// <summary>It tells what others tell.</summary>
    public bool SumsUp { get; init; }

    public bool Suspect { get; init; }

    public float Importance { get; init; }
}
