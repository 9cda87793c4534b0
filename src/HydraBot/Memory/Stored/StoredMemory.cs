using System.Text.Json;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Memory.Stored;

/// <summary>A memory as the database has it. Moments are microseconds since 1970.</summary>
internal sealed record StoredMemory
{
    /// <summary>The kind of what a model answered in a conversation.</summary>
    public const string Answer = "answer";

    public required Guid Id { get; init; }

    public required long Sequence { get; init; }

    public required string Audience { get; init; }

    /// <summary>Who had it remembered.</summary>
    public required string Author { get; init; }

    public required MemoryTier Tier { get; init; }

    /// <summary>Within its tier: <c>turn</c>, <c>answer</c>, <c>fact</c>, <c>summary</c>, <c>action</c>, <c>chunk</c>, <c>skill</c>.</summary>
    public string? Kind { get; init; }

    public required string Content { get; init; }

    public string? Speaker { get; init; }

    public string? SessionId { get; init; }

    /// <summary>The sequence number of the first memory of its conversation.</summary>
    public required long Thread { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonElement? Metadata { get; init; }

    public long? OccurredAt { get; init; }

    public required long RecordedAt { get; init; }

    public long? ValidFrom { get; init; }

    public long? ValidTo { get; init; }

    public long? ExpiredAt { get; init; }

    public Guid? SupersededBy { get; init; }

    public string? Subject { get; init; }

    public string? Predicate { get; init; }

    public MemoryState State { get; init; }

    public bool Pinned { get; init; }

    public double Importance { get; init; }

    public long Recalls { get; init; }

    public long? RecalledAt { get; init; }

    /// <summary>Encrypted; never decrypted but for its owner's eyes.</summary>
    public string? Secret { get; init; }

    public required string Hash { get; init; }

    /// <summary>It stands in the archive, not in the index in memory.</summary>
    public bool IsCold => State == MemoryState.Archived || Tier == MemoryTier.Vault;

    /// <summary>What the index needs of it.</summary>
    public IndexedMemory Indexed => new(Id, Tier, Content, Audience)
    {
        Speaker = Speaker,
        Thread = Kind == "summary" ? null : Thread,
        SessionId = SessionId,
        Tags = Tags,
        OccurredAt = OccurredAt,
        RecordedAt = RecordedAt,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Sequence = Sequence,
        SumsUp = Kind == "summary",
        Suspect = State == MemoryState.Suspect,
        Importance = (float)Importance,
    };
}
