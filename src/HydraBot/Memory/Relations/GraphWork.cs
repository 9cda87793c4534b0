using System.Text.Json.Nodes;
using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Relations;

/// <summary>Keeps a graph database as the tables are, while the house runs: what is new is written, what is gone removed, and all of it written again where it was emptied. Down, it is waited for.</summary>
internal sealed partial class GraphWork(Neo4jGraph graph, MemoryStore store, Memories memories, TimeProvider time, ILogger<GraphWork> logger) : BackgroundService
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!graph.IsSet)
            return;
        try
        {
            await memories.Loaded.WaitAsync(stoppingToken);
            while (true)
                await Task.Delay(await RoundAsync(stoppingToken), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on from what is noted.
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await graph.IsKnownAsync(stoppingToken))
            {
                graph.IsWhole = false;
                await store.WriteAsync(session => session.ExecuteAsync("DELETE FROM memory_graph"), stoppingToken);
                await graph.PrepareAsync(stoppingToken);
            }

            var written = await WriteAsync(stoppingToken);
            await RemoveAsync(stoppingToken);
            graph.Problem = null;
            graph.IsWhole = written < AtOnce;
            return written == AtOnce ? TimeSpan.Zero : Idle;
        }
        catch (GraphException exception)
        {
            // It may have lost or missed anything by the time it answers.
            (graph.IsWhole, graph.Problem) = (false, exception.Message);
            LogTrouble(exception.Message);
            return Trouble;
        }
        catch (StorageException exception)
        {
            LogTrouble(exception.Message);
            return Trouble;
        }
    }

    private async Task<int> WriteAsync(CancellationToken stoppingToken)
    {
        var missing = await store.ReadAsync(async session =>
        {
            var rows = await session.ListAsync(
                $"SELECT m.id, m.audience FROM memories m WHERE NOT EXISTS (SELECT 1 FROM memory_graph g WHERE g.memory_id = m.id) ORDER BY m.sequence LIMIT {AtOnce}", row => (Id: row.GetString(0), Audience: row.GetString(1)));
            var memories = new List<(string Id, JsonNode Node)>();
            foreach (var (id, audience) in rows)
                memories.Add((id, await NodeAsync(session, id, audience)));
            return memories;
        }, stoppingToken);
        if (missing.Count == 0)
            return 0;
        await graph.WriteAsync(new JsonArray([.. missing.Select(one => one.Node)]), stoppingToken);
        // One that was forgotten at this moment is noted too, and removed with the next look.
        await store.WriteAsync(async session =>
        {
            foreach (var (id, _) in missing)
                await session.ExecuteAsync("INSERT INTO memory_graph (memory_id) VALUES (@id) ON CONFLICT DO NOTHING", ("id", id));
            return missing.Count;
        }, stoppingToken);
        return missing.Count;
    }

    private static async ValueTask<JsonNode> NodeAsync(SqlSession session, string id, string audience)
    {
        var names = await session.ListAsync("SELECT entity FROM memory_mentions WHERE memory_id = @id ORDER BY entity", row => JsonValue.Create(row.GetString(0)), ("id", id));
        var facts = await session.ListAsync(
            "SELECT source, relation, target FROM memory_edges WHERE memory_id = @id ORDER BY source, relation, target",
            row => new JsonObject { ["source"] = row.GetString(0), ["relation"] = row.GetString(1), ["target"] = row.GetString(2) }, ("id", id));
        var sources = await session.ListAsync("SELECT source_id FROM memory_derivations WHERE memory_id = @id ORDER BY source_id", row => JsonValue.Create(row.GetString(0)), ("id", id));
        return new JsonObject { ["id"] = id, ["audience"] = audience, ["names"] = new JsonArray([.. names]), ["facts"] = new JsonArray([.. facts]), ["sources"] = new JsonArray([.. sources]) };
    }

    private async Task RemoveAsync(CancellationToken stoppingToken)
    {
        var gone = await store.ReadAsync(session => session.ListAsync(
            $"SELECT memory_id FROM memory_graph g WHERE NOT EXISTS (SELECT 1 FROM memories m WHERE m.id = g.memory_id) LIMIT {AtOnce}", row => Guid.ParseExact(row.GetString(0), "N")), stoppingToken);
        if (gone.Count == 0)
            return;
        await graph.RemoveAsync(gone, stoppingToken);
        await store.WriteAsync(async session =>
        {
            foreach (var id in gone)
                await session.ExecuteAsync("DELETE FROM memory_graph WHERE memory_id = @id", ("id", MemoryRow.Id(id)));
            return gone.Count;
        }, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The graph database cannot be kept up to date; the tables answer until it can: {Trouble}")]
    private partial void LogTrouble(string trouble);
}
