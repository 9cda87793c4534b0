using HydraBot.Governance;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Vectors;
using HydraBot.Storage;

namespace HydraBot.Memory.Privacy;

/// <summary>Takes a memory out of every store: rows, index, vectors, graph, summaries that rest on nothing else.</summary>
internal sealed class Forgetting(Memories memories, MemoryStore store, IEnumerable<IVectorStore> vectors, Database database)
{
    public async Task<ForgottenAnswer> ForgetAsync(Clearance clearance, Guid id, CancellationToken cancellationToken)
    {
        var caller = clearance.Caller;
        var memory = await ShowOperations.FindAsync(store, caller, id, cancellationToken);
        if (!Audience.MayForget(caller, memory))
            throw ShowOperations.NotFound(id);

        // First where a failure leaves nothing behind that nobody looks for: a point without a row would never be missed.
        var stores = new List<string> { "database", "index" };
        foreach (var other in vectors)
        {
            await other.RemoveAsync([id], cancellationToken);
            stores.Add(other.Name);
        }

        var (ids, suspect) = await memories.RemoveAsync(session => RemoveAsync(session, memory), cancellationToken);
        foreach (var other in vectors.Where(_ => ids.Count > 1))
            await other.RemoveAsync([.. ids.Skip(1)], CancellationToken.None);
        await WipeAsync();
        return new ForgottenAnswer(ids, suspect, stores);
    }

    private static async ValueTask<((IReadOnlyList<Guid> Ids, IReadOnlyList<Guid> Suspect), IReadOnlyList<StoredMemory>, IReadOnlyList<Guid>)> RemoveAsync(
        SqlSession session, StoredMemory memory)
    {
        var removed = new List<StoredMemory>();
        var open = new Queue<StoredMemory>([memory]);
        var suspect = new HashSet<Guid>();
        while (open.TryDequeue(out var next))
        {
            if (removed.Any(gone => gone.Id == next.Id))
                continue;
            removed.Add(next);
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

        foreach (var gone in removed)
        {
            var key = ("id", (object?)MemoryRow.Id(gone.Id));
            foreach (var table in (string[])["memory_mentions", "memory_edges", "memory_vectors"])
                await session.ExecuteAsync($"DELETE FROM {table} WHERE memory_id = @id", key);
            await session.ExecuteAsync("DELETE FROM memory_derivations WHERE memory_id = @id OR source_id = @id", key);
            await session.ExecuteAsync("DELETE FROM memory_run_steps WHERE memory_id = @id", key);
            await session.ExecuteAsync("UPDATE memories SET superseded_by = NULL WHERE superseded_by = @id", key);
            await session.ExecuteAsync("DELETE FROM memories WHERE id = @id", key);
        }

        suspect.ExceptWith(removed.Select(gone => gone.Id));
        return (([.. removed.Select(gone => gone.Id)], [.. suspect]), removed, [.. suspect]);
    }

    /// <summary>SQLite overwrites what it deletes, in the log first: folding the log into the file leaves no copy in it.</summary>
    private async Task WipeAsync()
    {
        if (database.Dialect != SqlDialect.Sqlite)
            return;
        await using var connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
