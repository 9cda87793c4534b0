using HydraBot.Storage;

namespace HydraBot.Memory.Stored;

/// <summary>Memories in the database: what is true of them, and nothing of how they are found.</summary>
internal sealed class MemoryStore(Database database)
{
    public const string Suspects =
        """
        WITH RECURSIVE fallen(id) AS (
            SELECT memory_id FROM memory_derivations WHERE source_id = @id
            UNION
            SELECT d.memory_id FROM memory_derivations d JOIN fallen f ON d.source_id = f.id
        )
        SELECT m.id FROM memories m JOIN fallen f ON f.id = m.id
        """;

    /// <summary>What is out of the index in memory, as <see cref="StoredMemory.IsCold"/> says it.</summary>
    public const string Cold = "(state = 3 OR tier = 5)";

    public SqlDialect Dialect => database.Dialect;

    public ValueTask<T> WriteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(Durability.Disk, work, cancellationToken);

    /// <summary>For what may be lost with the power, such as how often something was recalled.</summary>
    public ValueTask<T> NoteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(Durability.Process, work, cancellationToken);

    public ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        database.ReadAsync(work, cancellationToken);

    /// <summary>How many memories are warm.</summary>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM memories WHERE NOT {Cold}", row => row.GetInt64(0)), cancellationToken);

    /// <summary>Everything, in the order in which it was said.</summary>
    public ValueTask<long> EachAsync(Action<StoredMemory> use, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var most = 0L;
        await foreach (var memory in session.StreamAsync($"SELECT {MemoryRow.Columns} FROM memories ORDER BY sequence", MemoryRow.Read))
        {
            use(memory);
            most = memory.Sequence;
        }

        return most;
    }, cancellationToken);

    public async ValueTask<StoredMemory?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => FindAsync(session, id), cancellationToken);

    /// <summary>Those that are there, in the order of the ids.</summary>
    public ValueTask<List<StoredMemory>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var found = new List<StoredMemory>(ids.Count);
        foreach (var id in ids)
        {
            if (await FindAsync(session, id) is { } memory)
                found.Add(memory);
        }

        return found;
    }, cancellationToken);

    public static ValueTask<StoredMemory?> FindAsync(SqlSession session, Guid id) =>
        session.FirstAsync($"SELECT {MemoryRow.Columns} FROM memories WHERE id = @id", MemoryRow.Read, ("id", MemoryRow.Id(id)));

    public static ValueTask<int> SetStateAsync(SqlSession session, Guid id, MemoryState state) =>
        session.ExecuteAsync("UPDATE memories SET state = @state WHERE id = @id", ("state", (long)state), ("id", MemoryRow.Id(id)));

    /// <summary>Marks what was derived of a memory, directly or not, as suspect; gives those that were not yet.</summary>
    public static async ValueTask<List<Guid>> MarkSuspectAsync(SqlSession session, Guid fallen)
    {
        var ids = await session.ListAsync(
            $"{Suspects} WHERE m.state IN (0, 3)", row => Guid.ParseExact(row.GetString(0), "N"), ("id", MemoryRow.Id(fallen)));
        foreach (var id in ids)
            await SetStateAsync(session, id, MemoryState.Suspect);
        return ids;
    }
}
