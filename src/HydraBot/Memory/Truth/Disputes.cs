using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Truth;

/// <summary>Contradictions between facts in free words: found by rule, proposed to people, and settled by their word alone.</summary>
internal sealed class Disputes(Memories memories, MemoryStore store, DisputeReader reader, TimeProvider time)
{
    /// <summary>Compared with the newest so many of the same people, and at night with as many that begin alike.</summary>
    private const int MostCompared = 2000;

    private const int MostAlike = 200;
    private const int MostShown = 25;

    /// <summary>What is said of more things than this in the same words is a list, and no contradiction.</summary>
    private const int MostRivals = 3;

    private const string Facts = $"SELECT {MemoryRow.Columns} FROM memories WHERE tier IN (0, 2) AND subject IS NULL AND kind <> 'summary' AND state IN (0, 2) AND valid_to IS NULL AND secret IS NULL";

    /// <summary>Compares one fact with those before it, and notes what it seems to contradict.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { Subject: null, Tier: MemoryTier.Core or MemoryTier.Semantic } fact || DisputeReader.Read(fact.Content) is not { } sentence)
            return [];
        var others = await store.ReadAsync(session => session.ListAsync($"{Facts} AND audience = @audience AND id <> @id ORDER BY sequence DESC LIMIT {MostCompared}", MemoryRow.Read, ("audience", fact.Audience), ("id", MemoryRow.Id(id))), cancellationToken);
        var found = others.Where(other => DisputeReader.Read(other.Content) is { } said && reader.Contradict(sentence, said)).Select(other => Ordered(fact, other)).ToArray();
        return found.Length is 0 or > MostRivals ? [] : await store.WriteAsync(session => NoteAsync(session, found), cancellationToken);
    }

    /// <summary>Compares all facts that begin alike; gives how many new ones there are to decide.</summary>
    public async Task<int> FindAllAsync(bool dry, CancellationToken cancellationToken)
    {
        var facts = await store.ReadAsync(session => session.ListAsync($"{Facts} ORDER BY sequence DESC", MemoryRow.Read), cancellationToken);
        var alike = facts.Select(fact => (Fact: fact, Said: DisputeReader.Read(fact.Content))).Where(one => one.Said is not null)
            .GroupBy(one => (one.Fact.Audience, one.Said!.Stems[0])).Select(group => group.Take(MostAlike).ToArray());
        var found = new List<(StoredMemory Older, StoredMemory Newer)>();
        foreach (var group in alike)
        {
            for (var one = 0; one < group.Length; one++)
            {
                for (var other = one + 1; other < group.Length; other++)
                {
                    if (reader.Contradict(group[one].Said!, group[other].Said!))
                        found.Add(Ordered(group[one].Fact, group[other].Fact));
                }
            }
        }

        var rivals = found.SelectMany(pair => new[] { pair.Older.Id, pair.Newer.Id }).CountBy(id => id).ToDictionary();
        found.RemoveAll(pair => rivals[pair.Older.Id] > MostRivals || rivals[pair.Newer.Id] > MostRivals);
        if (dry)
            return await store.ReadAsync(async session => (await NewAsync(session, found)).Count, cancellationToken);
        return found.Count == 0 ? 0 : await store.WriteAsync(async session => (await NoteAsync(session, found)).Count, cancellationToken);
    }

    /// <summary>Those that the caller may decide and nobody has, the newest first.</summary>
    public async Task<IReadOnlyList<DisputeView>> OpenAsync(Caller caller, CancellationToken cancellationToken) => await store.ReadAsync<IReadOnlyList<DisputeView>>(async session =>
    {
        var open = new List<DisputeView>();
        foreach (var row in await session.ListAsync("SELECT id, older_id, newer_id, state, before FROM memory_disputes WHERE state = 0 ORDER BY found_at DESC, id", Read))
        {
            if (open.Count < MostShown && await PairAsync(session, row) is { } pair && MayDecide(caller, pair) && pair.Older.State is MemoryState.Active or MemoryState.Suspect)
                open.Add(View(row, pair));
        }

        return open;
    }, cancellationToken);

    /// <exception cref="OperationException">There is none that is the caller's to decide, or it stands otherwise.</exception>
    public async Task<SettledDispute> SettleAsync(Clearance clearance, Guid id, DisputeAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return await memories.ChangeAsync<SettledDispute>(async session =>
        {
            if (await FindAsync(session, id) is not { } row || await PairAsync(session, row) is not { } pair || !MayDecide(clearance.Caller, pair))
                throw OperationException.WrongArgument($"There is no contradiction {id} that is yours to decide; memory.disputes lists those that are.");
            if ((row.State == DisputeState.Proposed) == (answer == DisputeAnswer.Undo))
                throw new OperationException(answer == DisputeAnswer.Undo ? "Nothing was answered yet that could be taken back; allowed are accept and decline." : $"It was {row.State.ToString().ToLowerInvariant()} already; allowed is undo.");
            var suspect = answer switch
            {
                DisputeAnswer.Accept => await AcceptAsync(session, row, pair),
                DisputeAnswer.Undo when row.Before is { } before => await UndoAsync(session, pair, JsonSerializer.Deserialize(before, MemoryJson.Default.BeforeDispute)!),
                _ => [],
            };
            var now = answer switch { DisputeAnswer.Accept => DisputeState.Accepted, DisputeAnswer.Decline => DisputeState.Declined, _ => DisputeState.Proposed };
            await session.ExecuteAsync("UPDATE memory_disputes SET state = @state WHERE id = @id", ("state", (long)now), ("id", MemoryRow.Id(id)));
            var after = (await PairAsync(session, row))!.Value;
            return (new SettledDispute(View(row with { State = now }, after), suspect), [pair.Older.Id, .. suspect]);
        }, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<Guid>> AcceptAsync(SqlSession session, DisputeRow row, (StoredMemory Older, StoredMemory Newer) pair)
    {
        var (older, newer) = pair;
        if (older.State is not (MemoryState.Active or MemoryState.Suspect))
            throw new OperationException("The older fact does not hold any more by itself; allowed is decline.");
        await session.ExecuteAsync(
            "UPDATE memories SET valid_to = @to, expired_at = @now, superseded_by = @by, state = @state WHERE id = @id",
            ("to", Began(newer)), ("now", Moments.Of(time.GetUtcNow())), ("by", MemoryRow.Id(newer.Id)), ("state", (long)MemoryState.Superseded), ("id", MemoryRow.Id(older.Id)));
        var suspect = await MemoryStore.MarkSuspectAsync(session, older.Id);
        var before = new BeforeDispute(new StateBefore(older.State, older.ValidTo, older.ExpiredAt, older.SupersededBy), suspect);
        await session.ExecuteAsync("UPDATE memory_disputes SET before = @before WHERE id = @id", ("before", JsonSerializer.Serialize(before, MemoryJson.Default.BeforeDispute)), ("id", MemoryRow.Id(row.Id)));
        return suspect;
    }

    private static async ValueTask<IReadOnlyList<Guid>> UndoAsync(SqlSession session, (StoredMemory Older, StoredMemory Newer) pair, BeforeDispute before)
    {
        await session.ExecuteAsync(
            "UPDATE memories SET state = @state, valid_to = @to, expired_at = @expired, superseded_by = @by WHERE id = @id AND superseded_by = @newer",
            ("state", (long)before.Older.State), ("to", before.Older.ValidTo), ("expired", before.Older.ExpiredAt), ("by", before.Older.SupersededBy?.ToString("N")),
            ("id", MemoryRow.Id(pair.Older.Id)), ("newer", MemoryRow.Id(pair.Newer.Id)));
        foreach (var id in before.Suspect)
            await session.ExecuteAsync("UPDATE memories SET state = 0 WHERE id = @id AND state = 2", ("id", MemoryRow.Id(id)));
        return before.Suspect;
    }

    private async ValueTask<IReadOnlyList<Guid>> NoteAsync(SqlSession session, IReadOnlyList<(StoredMemory Older, StoredMemory Newer)> found)
    {
        var ids = new List<Guid>();
        foreach (var (older, newer) in await NewAsync(session, found))
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            await session.ExecuteAsync(
                "INSERT INTO memory_disputes (id, older_id, newer_id, found_at, state) VALUES (@id, @older, @newer, @now, 0)",
                ("id", MemoryRow.Id(id)), ("older", MemoryRow.Id(older.Id)), ("newer", MemoryRow.Id(newer.Id)), ("now", Moments.Of(time.GetUtcNow())));
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>Those that were not found before: what was declined is not asked again.</summary>
    private static async ValueTask<List<(StoredMemory Older, StoredMemory Newer)>> NewAsync(SqlSession session, IReadOnlyList<(StoredMemory Older, StoredMemory Newer)> found)
    {
        var known = (await session.ListAsync("SELECT older_id, newer_id FROM memory_disputes", row => (row.GetString(0), row.GetString(1)))).ToHashSet();
        return [.. found.Where(pair => !known.Contains((MemoryRow.Id(pair.Older.Id), MemoryRow.Id(pair.Newer.Id))))];
    }

    private static (StoredMemory Older, StoredMemory Newer) Ordered(StoredMemory one, StoredMemory other) =>
        (Began(one), one.Sequence).CompareTo((Began(other), other.Sequence)) < 0 ? (one, other) : (other, one);

    private static long Began(StoredMemory fact) => fact.ValidFrom ?? fact.OccurredAt ?? fact.RecordedAt;

    /// <summary>Whoever said one of them; of what belongs to others too, an Operator.</summary>
    private static bool MayDecide(Caller caller, (StoredMemory Older, StoredMemory Newer) pair)
    {
        var author = Audience.Author(caller);
        return Audience.Heard(caller).Contains(pair.Older.Audience)
            && (pair.Older.Author == author || pair.Newer.Author == author || (caller.Access >= AccessLevel.Operator && Audience.ScopeOf(pair.Older.Audience) != MemoryScope.Private));
    }

    private static ValueTask<DisputeRow?> FindAsync(SqlSession session, Guid id) =>
        session.FirstAsync<DisputeRow?>("SELECT id, older_id, newer_id, state, before FROM memory_disputes WHERE id = @id", Read, ("id", MemoryRow.Id(id)));

    private static async ValueTask<(StoredMemory Older, StoredMemory Newer)?> PairAsync(SqlSession session, DisputeRow row) =>
        await MemoryStore.FindAsync(session, row.Older) is { } older && await MemoryStore.FindAsync(session, row.Newer) is { } newer ? (older, newer) : null;

    private static DisputeView View(DisputeRow row, (StoredMemory Older, StoredMemory Newer) pair) => new(row.Id, row.State, MemoryView.Of(pair.Older), MemoryView.Of(pair.Newer));

    private static DisputeRow Read(System.Data.Common.DbDataReader row) => new(
        Guid.ParseExact(row.GetString(0), "N"), Guid.ParseExact(row.GetString(1), "N"), Guid.ParseExact(row.GetString(2), "N"), (DisputeState)row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4));

    private sealed record DisputeRow(Guid Id, Guid Older, Guid Newer, DisputeState State, string? Before);
}
