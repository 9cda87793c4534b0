namespace HydraBot.Memory.Vectors;

/// <summary>A memory's vector, and what narrows a search for it.</summary>
internal sealed record VectorPoint(Guid Id, ReadOnlyMemory<float> Vector, MemoryTier Tier, string Audience, IReadOnlyList<string> Tags, long OccurredAt);

/// <summary>What may be found.</summary>
internal sealed record VectorFilter(IReadOnlySet<string>? Audiences, IReadOnlyList<MemoryTier> Tiers, IReadOnlyList<string> Tags, long? From, long? To)
{
    public static VectorFilter None { get; } = new(null, [], [], null, null);
}

/// <summary>Nearest vectors of one embedding model: in this process, or on a server.</summary>
internal interface IVectorStore
{
    string Name { get; }

    Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken);

    Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The nearest, the nearest first, by cosine.</summary>
    Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(ReadOnlyMemory<float> query, VectorFilter filter, int limit, CancellationToken cancellationToken);
}
