using System.Runtime.InteropServices;
using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Archive;

/// <summary>A word of the archive in one memory.</summary>
internal sealed record ArchivedWord(string Word, Guid Memory, int Times, int Length);

/// <summary>Reads the archive's words and vectors; how much, is bounded.</summary>
internal sealed class ArchiveRows(MemoryStore store)
{
    /// <summary>Of a word that very many have, the newest memories.</summary>
    private const int MostOfWord = 2_000;

    private const int MostWords = 24;
    private const int MostVectors = 20_000;

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(session => session.FirstAsync("SELECT COUNT(*) FROM memory_archive", row => row.GetInt64(0)), cancellationToken);

    /// <summary>How many memories the audiences have in the archive, and which of them have these words.</summary>
    public async Task<(long All, IReadOnlyList<ArchivedWord> Found)> FindAsync(IReadOnlyCollection<string> words, IReadOnlySet<string> audiences, CancellationToken cancellationToken) =>
        await store.ReadAsync<(long, IReadOnlyList<ArchivedWord>)>(async session =>
        {
            var found = new List<ArchivedWord>();
            var (all, having) = (0L, new List<string>());
            foreach (var audience in audiences)
            {
                if (await session.FirstAsync("SELECT COUNT(*) FROM memory_archive WHERE audience = @audience", row => row.GetInt64(0), ("audience", audience)) is not (> 0 and var count))
                    continue;
                all += count;
                having.Add(audience);
            }

            foreach (var word in words.Take(MostWords))
            {
                foreach (var audience in having)
                {
                    found.AddRange(await session.ListAsync(
                        $"""
                        SELECT w.memory_id, w.times, a.length FROM memory_archive_words w JOIN memory_archive a ON a.memory_id = w.memory_id
                        WHERE w.word = @word AND w.audience = @audience ORDER BY w.memory_id DESC LIMIT {MostOfWord}
                        """,
                        row => new ArchivedWord(word, Guid.ParseExact(row.GetString(0), "N"), (int)row.GetInt64(1), (int)row.GetInt64(2)), ("word", word), ("audience", audience)));
                }
            }

            return (all, found);
        }, cancellationToken);

    /// <summary>The newest vectors that a model made of what is archived.</summary>
    public async Task<IReadOnlyList<(Guid Id, float[] Vector)>> VectorsAsync(string model, IReadOnlySet<string> audiences, CancellationToken cancellationToken) =>
        await store.ReadAsync<IReadOnlyList<(Guid, float[])>>(async session =>
        {
            var vectors = new List<(Guid, float[])>();
            foreach (var audience in audiences)
            {
                vectors.AddRange(await session.ListAsync(
                    $"""
                    SELECT a.memory_id, v.vector FROM memory_archive a JOIN memory_vectors v ON v.memory_id = a.memory_id AND v.model = @model
                    WHERE a.audience = @audience ORDER BY a.memory_id DESC LIMIT {MostVectors}
                    """,
                    row => (Guid.ParseExact(row.GetString(0), "N"), MemoryMarshal.Cast<byte, float>((byte[])row.GetValue(1)).ToArray()), ("model", model), ("audience", audience)));
            }

            return vectors;
        }, cancellationToken);
}
