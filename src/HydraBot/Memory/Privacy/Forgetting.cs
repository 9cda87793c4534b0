using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Vectors;
using HydraBot.Storage;

namespace HydraBot.Memory.Privacy;

/// <summary>Takes memories out of every store: rows, index, vectors, graph, summaries that rest on nothing else.</summary>
internal sealed class Forgetting(Memories memories, MemoryStore store, VectorShelf vectors, Neo4jGraph graph, Database database)
{
    private const int AtOnce = 500;

    /// <summary>What hangs on a memory, most dependent first.</summary>
    private static readonly string[] Hanging =
    [
        "DELETE FROM memory_mentions WHERE memory_id = @id",
        "DELETE FROM memory_edges WHERE memory_id = @id",
        "DELETE FROM memory_vectors WHERE memory_id = @id",
        "DELETE FROM memory_derivations WHERE memory_id = @id OR source_id = @id",
        "DELETE FROM memory_run_steps WHERE memory_id = @id",
        "DELETE FROM skill_run_steps WHERE run_id IN (SELECT id FROM skill_runs WHERE memory_id = @id)",
        "DELETE FROM skill_runs WHERE memory_id = @id",
        "DELETE FROM memory_skills WHERE memory_id = @id",
        "UPDATE memories SET superseded_by = NULL WHERE superseded_by = @id",
        "DELETE FROM memories WHERE id = @id",
    ];

    public async Task<ForgottenAnswer> ForgetAsync(Clearance clearance, Guid id, CancellationToken cancellationToken)
    {
        var memory = await ShowOperations.FindAsync(store, clearance.Caller, id, cancellationToken);
        return await ForgetAsync(clearance, [memory], _ => ValueTask.FromResult(0), cancellationToken);
    }

    /// <summary>Forgets several at once, and in the same transaction what <paramref name="also"/> removes.</summary>
    /// <exception cref="OperationException">They are not the caller's to forget, or a store would keep a copy; nothing was forgotten.</exception>
    public async Task<ForgottenAnswer> ForgetAsync(Clearance clearance, IReadOnlyList<StoredMemory> forgotten, Func<SqlSession, ValueTask<int>> also, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (forgotten.FirstOrDefault(memory => !Audience.MayForget(clearance.Caller, memory)) is { } others)
            throw ShowOperations.NotFound(others.Id);

        // First where a failure leaves nothing behind that nobody looks for: a point without a row would never be missed.
        var stores = new List<string> { "database", "index" };
        try
        {
            foreach (var some in forgotten.Select(memory => memory.Id).Chunk(AtOnce))
            {
                stores = [.. stores.Union(await vectors.RemoveAsync(some, cancellationToken))];
                await RemoveAsync(some, cancellationToken);
            }

            if (graph.IsSet)
                stores.Add(graph.Name);
        }
        catch (Exception exception) when (exception is VectorStoreException or GraphException)
        {
            throw new OperationException($"Nothing was forgotten, since a copy would have stayed: {exception.Message}", exception);
        }

        var (ids, suspect) = await memories.RemoveAsync(session => RemoveAsync(session, forgotten, also), cancellationToken);
        foreach (var some in ids.Skip(forgotten.Count).Chunk(AtOnce))
        {
            await vectors.RemoveAsync(some, CancellationToken.None);
            await RemoveAsync(some, CancellationToken.None);
        }

        await WipeAsync();
        return new ForgottenAnswer(ids, suspect, stores);
    }

    private Task RemoveAsync(Guid[] ids, CancellationToken cancellationToken) => graph.IsSet ? graph.RemoveAsync(ids, cancellationToken) : Task.CompletedTask;

    private static async ValueTask<((IReadOnlyList<Guid> Ids, IReadOnlyList<Guid> Suspect), IReadOnlyList<StoredMemory>, IReadOnlyList<Guid>)> RemoveAsync(
        SqlSession session, IReadOnlyList<StoredMemory> forgotten, Func<SqlSession, ValueTask<int>> also)
    {
        var removed = new OrderedDictionary<Guid, StoredMemory>();
        var open = new Queue<StoredMemory>(forgotten);
        var suspect = new HashSet<Guid>();
        while (open.TryDequeue(out var next))
        {
            if (!removed.TryAdd(next.Id, next))
                continue;
            var madeOfIt = await session.ListAsync(
                $"SELECT {MemoryRow.Columns} FROM memories WHERE id IN (SELECT memory_id FROM memory_derivations WHERE source_id = @id)",
                MemoryRow.Read, ("id", MemoryRow.Id(next.Id)));
            foreach (var derived in madeOfIt)
            {
                // A summary tells what its sources told; whatever else was made of it is looked at again.
                if (derived.Kind == "summary")
                    open.Enqueue(derived);
                else
                    suspect.UnionWith([derived.Id, .. await MemoryStore.MarkSuspectAsync(session, next.Id)]);
            }
        }

        foreach (var id in removed.Keys)
        {
            foreach (var statement in Hanging)
                await session.ExecuteAsync(statement, ("id", MemoryRow.Id(id)));
        }

        await also(session);
        suspect.ExceptWith(removed.Keys);
        return (([.. removed.Keys], [.. suspect]), [.. removed.Values], [.. suspect]);
    }

    /// <summary>SQLite overwrites what it deletes, in the log first: folding the log into the file leaves no copy in it.</summary>
    public async Task WipeAsync()
    {
        if (database.Dialect != SqlDialect.Sqlite)
            return;
        await using var connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
