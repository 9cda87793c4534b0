using System.Text.Json;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Tiers;

/// <summary>A memory as it is shown; a secret never is.</summary>
internal sealed record MemoryView
{
    public required Guid Id { get; init; }

    public required MemoryTier Tier { get; init; }

    public string? Kind { get; init; }

    public required string Content { get; init; }

    /// <summary>In a search: how well it fits; only the order counts.</summary>
    public double? Score { get; init; }

    public string? OccurredAt { get; init; }

    public string? Speaker { get; init; }

    public string? SessionId { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonElement? Metadata { get; init; }

    public required MemoryScope Scope { get; init; }

    public required MemoryState State { get; init; }

    public required string RecordedAt { get; init; }

    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    public Guid? SupersededBy { get; init; }

    public string? Subject { get; init; }

    public string? Predicate { get; init; }

    public bool Pinned { get; init; }

    /// <summary>True when a secret lies encrypted beside it.</summary>
    public bool HoldsSecret { get; init; }

    public static MemoryView Of(StoredMemory memory, double? score = null) => new()
    {
        Id = memory.Id,
        Tier = memory.Tier,
        Kind = memory.Kind,
        Content = memory.Content,
        Score = score,
        OccurredAt = Text(memory.OccurredAt),
        Speaker = memory.Speaker,
        SessionId = memory.SessionId,
        Source = memory.Source,
        Tags = memory.Tags,
        Metadata = memory.Metadata,
        Scope = Audience.ScopeOf(memory.Audience),
        State = memory.State,
        RecordedAt = Moments.Text(memory.RecordedAt),
        ValidFrom = Text(memory.ValidFrom),
        ValidTo = Text(memory.ValidTo),
        SupersededBy = memory.SupersededBy,
        Subject = memory.Subject,
        Predicate = memory.Predicate,
        Pinned = memory.Pinned,
        HoldsSecret = memory.Secret is not null,
    };

    private static string? Text(long? moment) => moment is { } at ? Moments.Text(at) : null;
}

/// <summary>A memory that was stored.</summary>
/// <param name="Id">Its id; that of the same memory where it was known already.</param>
/// <param name="New">False where it was known already.</param>
/// <param name="Superseded">Facts that are not true any more because of it.</param>
/// <param name="Suspect">What was made of those.</param>
internal sealed record RememberedOne(Guid Id, bool New, IReadOnlyList<Guid> Superseded, IReadOnlyList<Guid> Suspect)
{
    /// <summary>Contradictions with what was known, for somebody to decide.</summary>
    public IReadOnlyList<Guid> Disputes { get; init; } = [];
}

/// <summary>A batch that was stored, in its order.</summary>
internal sealed record RememberedMany(IReadOnlyList<Guid> Ids);

/// <summary>What a search found, best first.</summary>
internal sealed record SearchAnswer(IReadOnlyList<MemoryView> Memories);

/// <summary>What was forgotten.</summary>
/// <param name="Ids">The memory, and what was made of it alone.</param>
/// <param name="Suspect">What was made of it among others, and is looked at again.</param>
/// <param name="Stores">Where it is gone from.</param>
internal sealed record ForgottenAnswer(IReadOnlyList<Guid> Ids, IReadOnlyList<Guid> Suspect, IReadOnlyList<string> Stores);

/// <summary>How a fact changed.</summary>
internal sealed record HistoryAnswer(IReadOnlyList<MemoryView> Memories);

/// <summary>A secret, for its owner's eyes.</summary>
internal sealed record RevealedSecret(Guid Id, string Secret);
