namespace HydraBot.Memory.Retrieval;

/// <summary>What may be found. Statistics are of this part alone: how rare a word is depends on where one looks.</summary>
internal sealed record SearchFilter
{
    /// <summary>Whose memories; null for everybody's.</summary>
    public IReadOnlySet<string>? Audiences { get; init; }

    /// <summary>Empty for every tier.</summary>
    public IReadOnlyList<MemoryTier> Tiers { get; init; } = [];

    /// <summary>All of them must be there.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? SessionId { get; init; }

    /// <summary>Microseconds since 1970: as things stood then; null for now.</summary>
    public long? AsOf { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long Now { get; init; }
}
