using HydraBot.Memory.Operations;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Relations;

/// <summary>Walks from a memory over the names that it shares with others, over facts between names, and over what was made of what.</summary>
internal sealed class RelatedFinder(MemoryStore store)
{
    /// <summary>A name that everything mentions relates nothing.</summary>
    private const int Hub = 200;

    private const int MostMemories = 40;

    /// <summary>
    /// From memory to memory: over a name that both mention, over a fact that links their names, and over derivation. Within one audience, so
    /// that nobody hears what is not theirs.
    /// </summary>
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
        SELECT m.id, m.content, MIN(w.distance) FROM walk w JOIN memories m ON m.id = w.id
        WHERE m.audience = @audience GROUP BY m.id, m.content, m.sequence ORDER BY MIN(w.distance), m.sequence DESC LIMIT @most
        """;

    public ValueTask<RelatedGraph> AroundAsync(StoredMemory memory, int depth, CancellationToken cancellationToken) => store.ReadAsync(async session =>
    {
        var found = await session.ListAsync(
            Walk, row => (Id: row.GetString(0), Content: row.GetString(1), Distance: (int)row.GetInt64(2)),
            ("audience", memory.Audience), ("hub", (long)Hub), ("id", MemoryRow.Id(memory.Id)), ("depth", (long)depth), ("most", (long)MostMemories));
        var nodes = found.ToDictionary(one => one.Id, one => new RelatedNode(Guid.ParseExact(one.Id, "N").ToString(), "memory", SearchOperations.Short(one.Content), one.Distance));
        var edges = new List<RelatedEdge>();
        foreach (var (id, _, distance) in found)
        {
            var mentioned = await session.ListAsync("SELECT entity FROM memory_mentions WHERE memory_id = @id ORDER BY entity", row => row.GetString(0), ("id", id));
            foreach (var entity in mentioned)
            {
                nodes.TryAdd($"entity {entity}", new RelatedNode(entity, "entity", entity, distance + 1));
                edges.Add(new RelatedEdge(nodes[id].Id, "mentions", entity));
            }

            edges.AddRange(await session.ListAsync(
                "SELECT source, relation, target FROM memory_edges WHERE memory_id = @id", row => new RelatedEdge(row.GetString(0), row.GetString(1), row.GetString(2)), ("id", id)));
            var sources = await session.ListAsync("SELECT source_id FROM memory_derivations WHERE memory_id = @id", row => row.GetString(0), ("id", id));
            edges.AddRange(sources.Where(nodes.ContainsKey).Select(source => new RelatedEdge(nodes[id].Id, "made of", nodes[source].Id)));
        }

        foreach (var edge in edges.Where(edge => edge.Relation is not ("mentions" or "made of")).ToArray())
        {
            foreach (var end in (string[])[edge.From, edge.To])
                nodes.TryAdd($"entity {end}", new RelatedNode(end, "entity", end, 1));
        }

        return new RelatedGraph([.. nodes.Values.OrderBy(node => node.Distance)], edges, "sql");
    }, cancellationToken);
}
