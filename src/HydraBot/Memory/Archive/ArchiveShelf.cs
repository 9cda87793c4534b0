using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Archive;

/// <summary>
/// Puts memories into the archive and takes them out of it, in the transaction that changed them: what is archived stands in the tables alone, and costs a search of what is warm nothing.
/// </summary>
internal static class ArchiveShelf
{
    private const int AtOnce = 500;

    /// <summary>Brings the archive up to how these memories stand now.</summary>
    public static async ValueTask SettleAsync(SqlSession session, IEnumerable<Guid> changed)
    {
        foreach (var id in changed)
        {
            if (await MemoryStore.FindAsync(session, id) is { } memory)
                await SettleAsync(session, memory);
        }
    }

    /// <summary>Puts those of a batch that are cold into the archive.</summary>
    public static async ValueTask PutAsync(SqlSession session, IEnumerable<StoredMemory> added)
    {
        foreach (var memory in added.Where(memory => memory.IsCold))
            await PutAsync(session, memory);
    }

    /// <summary>What was cold before there was an archive; true when nothing is left to do.</summary>
    public static async ValueTask<bool> PutMissingAsync(SqlSession session)
    {
        var missing = await session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories m WHERE {MemoryStore.Cold} AND NOT EXISTS (SELECT 1 FROM memory_archive a WHERE a.memory_id = m.id) LIMIT {AtOnce}", MemoryRow.Read);
        await PutAsync(session, missing);
        return missing.Count < AtOnce;
    }

    private static async ValueTask SettleAsync(SqlSession session, StoredMemory memory)
    {
        var there = await session.FirstAsync("SELECT 1 FROM memory_archive WHERE memory_id = @id", row => row.GetValue(0), ("id", MemoryRow.Id(memory.Id))) is not null;
        if (memory.IsCold && !there)
        {
            await PutAsync(session, memory);
        }
        else if (!memory.IsCold && there)
        {
            await session.ExecuteAsync("DELETE FROM memory_archive_words WHERE memory_id = @id", ("id", MemoryRow.Id(memory.Id)));
            await session.ExecuteAsync("DELETE FROM memory_archive WHERE memory_id = @id", ("id", MemoryRow.Id(memory.Id)));
        }
    }

    private static async ValueTask PutAsync(SqlSession session, StoredMemory memory)
    {
        var words = ArchivedWords.Of(memory.Content, memory.Speaker);
        var id = MemoryRow.Id(memory.Id);
        await session.ExecuteAsync(
            "INSERT INTO memory_archive (memory_id, audience, length) VALUES (@id, @audience, @length)", ("id", id), ("audience", memory.Audience), ("length", (long)words.Values.Sum()));
        foreach (var (word, times) in words)
        {
            await session.ExecuteAsync(
                "INSERT INTO memory_archive_words (word, audience, memory_id, times) VALUES (@word, @audience, @id, @times)",
                ("word", word), ("audience", memory.Audience), ("id", id), ("times", (long)times));
        }
    }
}
