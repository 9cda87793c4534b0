using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Recall;

/// <summary>Where a question names a time, what happened then goes before what says the same of another time; and where it names nothing else, it is the answer.</summary>
internal sealed class TimeArm(MemoryStore store, TimeProvider time)
{
    /// <summary>What the named time gives to what the words found, beside a best score of one.</summary>
    private const float Then = 0.2f;

    /// <summary>What it gives to what the words did not find: more to what happened later.</summary>
    private const float Alone = 0.05f;

    private const int Most = 500;

    /// <summary>The time that a question names.</summary>
    public Stretch? Named(string query) => QueryDates.Read(query, time.GetUtcNow());

    public async Task<IReadOnlyList<FoundMemory>> JoinAsync(
        Stretch named, SearchQuestion question, SearchFilter filter, IReadOnlyList<FoundMemory> found, CancellationToken cancellationToken)
    {
        var then = (await ThenAsync(named, filter, cancellationToken)).Where(memory => question.Takes(memory, filter.AsOf ?? filter.Now)).ToArray();
        var all = found.ToDictionary(one => one.Id);
        foreach (var (place, memory) in then.Index())
        {
            var share = all.ContainsKey(memory.Id) ? Then : Alone * (then.Length - place) / then.Length;
            var known = all.GetValueOrDefault(memory.Id) ?? new FoundMemory(memory.Id, 0, []);
            all[memory.Id] = known with { Score = known.Score + share, Arms = [.. known.Arms, new ArmScore("time", share)] };
        }

        return [.. all.Values.OrderByDescending(one => one.Score).ThenBy(one => one.Id).Take(question.Limit)];
    }

    /// <summary>What happened then and may be heard, the newest first.</summary>
    private async Task<List<StoredMemory>> ThenAsync(Stretch named, SearchFilter filter, CancellationToken cancellationToken)
    {
        var heard = (filter.Audiences ?? throw new ArgumentException("Whose memories is not said.", nameof(filter))).Index().ToArray();
        (string, object?)[] values =
        [
            ("from", Moments.Of(named.From)), ("to", Moments.Of(named.To)), ("most", (long)Most),
            .. heard.Select(audience => ($"a{audience.Index}", (object?)audience.Item)),
        ];
        return await store.ReadAsync(session => session.ListAsync(
            $"""
            SELECT {MemoryRow.Columns} FROM memories WHERE occurred_at >= @from AND occurred_at < @to AND audience IN ({string.Join(", ", heard.Select(audience => $"@a{audience.Index}"))})
                AND secret IS NULL AND NOT {MemoryStore.Cold} ORDER BY occurred_at DESC, sequence DESC LIMIT @most
            """,
            MemoryRow.Read, values), cancellationToken);
    }
}
