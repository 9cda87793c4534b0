using System.Text.Json.Nodes;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Relations;

/// <summary>
/// Memories, the names that they mention and the facts between those in a Neo4j, as they stand in the tables. Its labels are its own, so that others may keep theirs in the same database.
/// </summary>
internal sealed class Neo4jGraph(Neo4jServer server) : IRelationGraph
{
    /// <summary>As many as one related graph shows, many times over.</summary>
    private const int MostReached = 2000;

    private const string Step =
        """
        MATCH (m:HydraMemory)-[:MENTIONS]->(e:HydraName) WHERE m.id IN $frontier AND e.audience = $audience AND COUNT { (e)<-[:MENTIONS]-() } <= $hub
        MATCH (e)<-[:MENTIONS]-(n:HydraMemory) WHERE n.audience = $audience RETURN n.id AS id
        UNION
        MATCH (m:HydraMemory)-[:MENTIONS]->(e:HydraName)-[:FACT]-(o:HydraName)<-[:MENTIONS]-(n:HydraMemory)
        WHERE m.id IN $frontier AND e.audience = $audience AND n.audience = $audience RETURN n.id AS id
        UNION
        MATCH (m:HydraMemory)-[:MADE_OF]-(n:HydraMemory) WHERE m.id IN $frontier AND n.audience = $audience RETURN n.id AS id
        """;

    private const string Write =
        """
        UNWIND $memories AS one
        MERGE (m:HydraMemory {id: one.id}) SET m.audience = one.audience
        FOREACH (name IN one.names | MERGE (e:HydraName {audience: one.audience, name: name}) MERGE (m)-[:MENTIONS]->(e))
        FOREACH (fact IN one.facts |
            MERGE (a:HydraName {audience: one.audience, name: fact.source})
            MERGE (b:HydraName {audience: one.audience, name: fact.target})
            MERGE (a)-[:FACT {memory: one.id, relation: fact.relation}]->(b))
        FOREACH (source IN one.sources | MERGE (s:HydraMemory {id: source}) ON CREATE SET s.audience = one.audience MERGE (m)-[:MADE_OF]->(s))
        """;

    /// <summary>In their order: what hangs on a memory, the memory, and names that nothing mentions any more.</summary>
    private static readonly string[] Removal =
    [
        "MATCH ()-[f:FACT]->() WHERE f.memory IN $ids DELETE f",
        "MATCH (m:HydraMemory) WHERE m.id IN $ids DETACH DELETE m",
        "MATCH (e:HydraName) WHERE NOT (e)--() DELETE e",
    ];

    private static readonly string[] Setup =
    [
        "CREATE CONSTRAINT hydra_memory IF NOT EXISTS FOR (m:HydraMemory) REQUIRE m.id IS UNIQUE",
        "CREATE INDEX hydra_name IF NOT EXISTS FOR (e:HydraName) ON (e.audience, e.name)",
    ];

    public string Name => "neo4j";

    public bool IsSet => server.IsSet;

    /// <summary>It holds all that the tables do, as far as is known; until then they are asked.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Why it is not asked; null when it is, or when none is set.</summary>
    public string? Problem { get; set; }

    public async ValueTask<IReadOnlyList<ReachedMemory>> WalkAsync(StoredMemory memory, int depth, CancellationToken cancellationToken)
    {
        var reached = new OrderedDictionary<Guid, ReachedMemory> { [memory.Id] = new ReachedMemory(memory.Id, 0) };
        Guid[] frontier = [memory.Id];
        for (var distance = 1; distance <= depth && frontier.Length > 0 && reached.Count < MostReached; distance++)
        {
            var next = await server.RunAsync(Step, new JsonObject { ["frontier"] = Ids(frontier), ["audience"] = memory.Audience, ["hub"] = SqlGraph.Hub }, cancellationToken);
            frontier = [.. next.Select(id => Guid.ParseExact(id, "N")).Where(id => reached.TryAdd(id, new ReachedMemory(id, distance)))];
        }

        return [.. reached.Values];
    }

    /// <summary>False where it was emptied, or never filled: then everything is written again.</summary>
    public async Task<bool> IsKnownAsync(CancellationToken cancellationToken) =>
        await server.RunAsync("MATCH (h:HydraGraph) RETURN count(h) AS marks", [], cancellationToken) is not ["0"];

    /// <summary>Makes what a search needs, and the mark by which it is known again.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in Setup)
            await server.RunAsync(statement, [], cancellationToken);
        await server.RunAsync("MERGE (h:HydraGraph {name: 'HydraBot'}) RETURN h.name AS name", [], cancellationToken);
    }

    public Task WriteAsync(JsonArray memories, CancellationToken cancellationToken) => server.RunAsync(Write, new JsonObject { ["memories"] = memories }, cancellationToken);

    /// <summary>Removes memories with what rests on them, and looks that nothing is left.</summary>
    /// <exception cref="GraphException">A copy may be there.</exception>
    public async Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var statement in Removal)
            await server.RunAsync(statement, new JsonObject { ["ids"] = Ids(ids) }, cancellationToken);
        var left = await server.RunAsync("MATCH (m:HydraMemory) WHERE m.id IN $ids RETURN count(m) AS memories", new JsonObject { ["ids"] = Ids(ids) }, cancellationToken);
        if (left is not ["0"])
            throw new GraphException("Neo4j still holds what it was told to remove.");
    }

    private static JsonArray Ids(IEnumerable<Guid> ids) => new([.. ids.Select(id => JsonValue.Create(MemoryRow.Id(id)))]);
}
