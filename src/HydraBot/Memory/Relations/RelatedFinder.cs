using HydraBot.Memory.Operations;
using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Relations;

/// <summary>
/// Finds what lies around a memory: the graph database walks where one is set and holds everything, the tables where not. What was reached is read from the tables, which
/// alone say what there is and whose it is.
/// </summary>
internal sealed class RelatedFinder(MemoryStore store, SqlGraph sql, Neo4jGraph neo4j)
{
    private const int MostMemories = 40;

    public async ValueTask<RelatedGraph> AroundAsync(StoredMemory memory, int depth, CancellationToken cancellationToken)
    {
        var (reached, source) = await WalkAsync(memory, depth, cancellationToken);
        var distances = reached.ToDictionary(one => one.Id, one => one.Distance);
        return await store.ReadAsync(session => DrawAsync(session, memory.Audience, distances, source), cancellationToken);
    }

    private async ValueTask<(IReadOnlyList<ReachedMemory> Reached, string Source)> WalkAsync(StoredMemory memory, int depth, CancellationToken cancellationToken)
    {
        try
        {
            if (neo4j.IsWhole)
                return (await neo4j.WalkAsync(memory, depth, cancellationToken), neo4j.Name);
        }
        catch (GraphException exception)
        {
            neo4j.Problem = exception.Message;
        }

        return (await sql.WalkAsync(memory, depth, cancellationToken), sql.Name);
    }

    private static async ValueTask<RelatedGraph> DrawAsync(SqlSession session, string audience, Dictionary<Guid, int> distances, string source)
    {
        var found = new List<(StoredMemory Memory, int Distance)>();
        foreach (var (id, distance) in distances)
        {
            if (await MemoryStore.FindAsync(session, id) is { } memory && memory.Audience == audience)
                found.Add((memory, distance));
        }

        found = [.. found.OrderBy(one => one.Distance).ThenByDescending(one => one.Memory.Sequence).Take(MostMemories)];
        var nodes = found.ToDictionary(one => MemoryRow.Id(one.Memory.Id), one => new RelatedNode(one.Memory.Id.ToString(), "memory", SearchOperations.Short(one.Memory.Content), one.Distance));
        var edges = new List<RelatedEdge>();
        foreach (var (id, node) in nodes.ToArray())
        {
            foreach (var entity in await session.ListAsync("SELECT entity FROM memory_mentions WHERE memory_id = @id ORDER BY entity", row => row.GetString(0), ("id", id)))
            {
                nodes.TryAdd($"entity {entity}", new RelatedNode(entity, "entity", entity, node.Distance + 1));
                edges.Add(new RelatedEdge(node.Id, "mentions", entity));
            }

            edges.AddRange(await session.ListAsync(
                "SELECT source, relation, target FROM memory_edges WHERE memory_id = @id", row => new RelatedEdge(row.GetString(0), row.GetString(1), row.GetString(2)), ("id", id)));
            var sources = await session.ListAsync("SELECT source_id FROM memory_derivations WHERE memory_id = @id", row => row.GetString(0), ("id", id));
            edges.AddRange(sources.Where(nodes.ContainsKey).Select(other => new RelatedEdge(node.Id, "made of", nodes[other].Id)));
        }

        foreach (var edge in edges.Where(edge => edge.Relation is not ("mentions" or "made of")))
        {
            foreach (var end in (string[])[edge.From, edge.To])
                nodes.TryAdd($"entity {end}", new RelatedNode(end, "entity", end, 1));
        }

        return new RelatedGraph([.. nodes.Values.OrderBy(node => node.Distance)], edges, source);
    }
}
