using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Forgetting;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Vectors;
using HydraBot.Storage;

namespace HydraBot.Memory.Privacy;

/// <summary>Takes memories out of every store: rows, index, vectors, graph, summaries that rest on nothing else, and what other rooms keep copies of.</summary>
internal sealed class Forgetting(Memories memories, MemoryStore store, VectorShelf vectors, Neo4jGraph graph, IEnumerable<IHoldsCopies> holders, Database database)
{
    /// <summary>What brings back what was forgotten.</summary>
    public const string Rollback = "memory.import takes back what memory.export wrote before; without an export nothing brings it back, as it is meant.";

    private const int AtOnce = 500;

    /// <summary>What hangs on a memory, most dependent first.</summary>
    private static readonly string[] Hanging =
    [
        "DELETE FROM memory_mentions WHERE memory_id = @id",
        "DELETE FROM memory_edges WHERE memory_id = @id",
        "DELETE FROM memory_vectors WHERE memory_id = @id",
        "DELETE FROM memory_derivations WHERE memory_id = @id OR source_id = @id",
        "DELETE FROM memory_heard WHERE turn_id = @id",
        "DELETE FROM memory_archive_words WHERE memory_id = @id",
        "DELETE FROM memory_archive WHERE memory_id = @id",
        "DELETE FROM memory_run_steps WHERE memory_id = @id",
        "DELETE FROM memory_sayings WHERE memory_id = @id",
        "DELETE FROM memory_disputes WHERE older_id = @id OR newer_id = @id",
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
            stores.AddRange(await RemoveCopiesAsync(forgotten, cancellationToken));
        }
        catch (Exception exception) when (exception is VectorStoreException or GraphException or StorageException)
        {
            throw new OperationException($"Nothing was forgotten, since a copy would have stayed: {exception.Message}", exception);
        }

        var (removed, suspect) = await memories.RemoveAsync(session => RemoveAsync(session, forgotten, also), cancellationToken);
        var derived = removed.Skip(forgotten.Count).ToArray();
        foreach (var some in derived.Select(memory => memory.Id).Chunk(AtOnce))
        {
            await vectors.RemoveAsync(some, CancellationToken.None);
            await RemoveAsync(some, CancellationToken.None);
        }

        if (derived.Length > 0)
            await RemoveCopiesAsync(derived, CancellationToken.None);
        await WipeAsync();
        return new ForgottenAnswer([.. removed.Select(memory => memory.Id)], suspect, stores);
    }

    private async Task<IReadOnlyList<string>> RemoveCopiesAsync(IReadOnlyList<StoredMemory> forgotten, CancellationToken cancellationToken)
    {
        var text = new CopiedText([.. forgotten.Select(memory => memory.Content)]);
        var asked = new List<string>();
        foreach (var holder in holders)
        {
            await holder.ForgetAsync(text, cancellationToken);
            asked.Add(holder.Name);
        }

        return asked;
    }

    private Task RemoveAsync(Guid[] ids, CancellationToken cancellationToken) => graph.IsSet ? graph.RemoveAsync(ids, cancellationToken) : Task.CompletedTask;

    private static async ValueTask<((IReadOnlyList<StoredMemory> Removed, IReadOnlyList<Guid> Suspect), IReadOnlyList<StoredMemory>, IReadOnlyList<Guid>)> RemoveAsync(
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
                // A summary tells what its sources told, and a fact in the words of a turn is those words; whatever else was made of it is looked at again.
                if (derived.Kind == "summary" || (Promotions.IsOf(derived, next.Id) && !await Heard.ElsewhereAsync(session, derived, next.Id)))
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
        return (([.. removed.Values], [.. suspect]), [.. removed.Values], [.. suspect]);
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
