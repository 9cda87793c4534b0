using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Relations;

/// <summary>Walks by a recursive query over the tables.</summary>
internal sealed class SqlGraph(MemoryStore store) : IRelationGraph
{
    /// <summary>A name that everything mentions relates nothing.</summary>
    public const int Hub = 200;

    private const string Walk =
        """
        WITH RECURSIVE busy(entity) AS (
            SELECT entity FROM memory_mentions WHERE audience = @audience GROUP BY entity HAVING COUNT(*) > @hub
        ), step(a, b) AS (
            SELECT x.memory_id, y.memory_id FROM memory_mentions x JOIN memory_mentions y ON y.audience = x.audience AND y.entity = x.entity AND y.memory_id <> x.memory_id
            WHERE x.audience = @audience AND x.entity NOT IN (SELECT entity FROM busy)
            UNION
            SELECT x.memory_id, y.memory_id FROM memory_mentions x JOIN memory_edges e ON e.audience = x.audience AND (e.source = x.entity OR e.target = x.entity)
                JOIN memory_mentions y ON y.audience = e.audience AND y.entity = CASE WHEN e.source = x.entity THEN e.target ELSE e.source END
            WHERE x.audience = @audience AND y.memory_id <> x.memory_id
            UNION
            SELECT memory_id, source_id FROM memory_derivations
            UNION
            SELECT source_id, memory_id FROM memory_derivations
        ), walk(id, distance) AS (
            SELECT CAST(@id AS TEXT), CAST(0 AS BIGINT)
            UNION
            SELECT s.b, w.distance + 1 FROM walk w JOIN step s ON s.a = w.id WHERE w.distance < @depth
        )
        SELECT m.id, MIN(w.distance) FROM walk w JOIN memories m ON m.id = w.id WHERE m.audience = @audience GROUP BY m.id, m.sequence ORDER BY MIN(w.distance), m.sequence DESC
        """;

    public string Name => "sql";

    public async ValueTask<IReadOnlyList<ReachedMemory>> WalkAsync(StoredMemory memory, int depth, CancellationToken cancellationToken) => await store.ReadAsync(session => session.ListAsync(
        Walk, row => new ReachedMemory(Guid.ParseExact(row.GetString(0), "N"), (int)row.GetInt64(1)),
        ("audience", memory.Audience), ("hub", (long)Hub), ("id", MemoryRow.Id(memory.Id)), ("depth", (long)depth)), cancellationToken);
}
