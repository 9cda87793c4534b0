using HydraBot.Memory.Language;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Consolidation;

/// <summary>
/// Sums up conversations that have ended, by the sentences that say most: no model, and every sentence with its source. A summary stands behind what
/// it sums up, and falls with it.
/// </summary>
internal sealed class SessionSummaries(Memories memories, MemoryStore store, TimeProvider time)
{
    private const int LeastTurns = 6;
    private const int Sentences = 3;
    private const int MostAtOnce = 200;
    private const long Quiet = 12L * 60 * 60 * 1_000_000;

    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(Guid run, int stage, bool dry, CancellationToken limit, CancellationToken cancellationToken)
    {
        var count = 0;
        var now = Moments.Of(time.GetUtcNow());
        var threads = await store.ReadAsync(session => session.ListAsync(
            """
            SELECT thread FROM memories WHERE tier = 1 AND kind = 'turn' GROUP BY thread HAVING COUNT(*) >= @least AND MAX(recorded_at) < @quiet
                AND NOT EXISTS (SELECT 1 FROM memories s WHERE s.kind = 'summary' AND s.thread = memories.thread)
            ORDER BY thread LIMIT @most
            """,
            row => row.GetInt64(0), ("least", (long)LeastTurns), ("quiet", now - Quiet), ("most", (long)MostAtOnce)), cancellationToken);
        foreach (var thread in threads)
        {
            if (limit.IsCancellationRequested)
                return new Dictionary<string, int> { ["summarized"] = count };
            count++;
            if (!dry)
                await WriteAsync(run, thread, now, cancellationToken);
        }

        if (!dry)
        {
            await store.WriteAsync(session => session.ExecuteAsync(
                "UPDATE memory_runs SET stage = @stage WHERE id = @id", ("stage", (long)stage + 1), ("id", MemoryRow.Id(run))), cancellationToken);
        }

        return new Dictionary<string, int> { ["summarized"] = count };
    }

    private async Task WriteAsync(Guid run, long thread, long now, CancellationToken cancellationToken)
    {
        var turns = await store.ReadAsync(session => session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories WHERE thread = @thread AND tier = 1 AND kind = 'turn' ORDER BY sequence LIMIT 500", MemoryRow.Read, ("thread", thread)), cancellationToken);
        var said = Best(turns);
        var first = turns[0];
        var summary = first with
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Tier = MemoryTier.Semantic,
            Kind = "summary",
            Speaker = null,
            Metadata = null,
            Source = null,
            Content = string.Join('\n', said.Select(turn => $"{(turn.Speaker is { } who ? $"{who}: " : "")}{turn.Content}")),
            RecordedAt = now,
            Importance = 0.3,
            Pinned = false,
            Secret = null,
            Hash = $"summary:{thread}",
        };
        await memories.TakeInAsync([summary], async (session, row) =>
        {
            // Its conversation is the one that it sums up, though it does not stand among its turns.
            var stored = row with { Thread = thread };
            if (await session.FirstAsync("SELECT 1 FROM memories WHERE audience = @audience AND hash = @hash", reader => reader.GetValue(0), ("audience", row.Audience), ("hash", row.Hash)) is not null)
                return null;
            await MemoryRow.InsertAsync(session, stored);
            foreach (var turn in said)
                await session.ExecuteAsync("INSERT INTO memory_derivations (memory_id, source_id) VALUES (@memory, @source)", ("memory", MemoryRow.Id(row.Id)), ("source", MemoryRow.Id(turn.Id)));
            await NightWork.NoteAsync(session, run, "summarized", row.Id, null);
            return stored;
        }, cancellationToken);
    }

    /// <summary>The turns whose words the conversation comes back to, in the order in which they were said.</summary>
    private static List<StoredMemory> Best(List<StoredMemory> turns)
    {
        var words = turns.Select(turn => TextTokens.Of(turn.Content).Where(word => word.Length > 2 && !StopWords.Contains(word)).Select(EnglishStemmer.Stem).ToHashSet(StringComparer.Ordinal)).ToArray();
        var having = words.SelectMany(set => set).GroupBy(word => word, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return
        [
            .. turns.Index()
                .OrderByDescending(pair => words[pair.Index].Sum(word => having[word] > 1 ? Math.Log(having[word]) : 0) / Math.Sqrt(words[pair.Index].Count + 4) * (pair.Item.Content.EndsWith('?') ? 0.5 : 1))
                .Take(Sentences).OrderBy(pair => pair.Index).Select(pair => pair.Item),
        ];
    }
}
