using System.Text.RegularExpressions;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Truth;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Consolidation;

/// <summary>
/// Promotes what was said in passing: a sentence of a turn that gives something its one value ("pihole runs on nuc2 now") becomes a fact that rests on the turn, and falls with it;
/// and what somebody said of themselves in two conversations ("I prefer short answers"). The turn stays as it was said. What contradicts it is settled by the stages after this one.
/// </summary>
internal sealed partial class Promotions(Memories memories, MemoryStore store, TimeProvider time)
{
    private const string Cursor = "promoted-turns";
    private const int Page = 500;
    private const int LongestTurn = 4000;
    private const int LeastConversations = 2;
    private const string Promoted = "promoted:";

    /// <summary>Whether a fact is a sentence of that turn.</summary>
    public static bool IsOf(StoredMemory fact, Guid turn) => fact.Hash.StartsWith($"{Promoted}{turn:N}:", StringComparison.Ordinal);

    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(Guid run, int stage, bool dry, CancellationToken limit, CancellationToken cancellationToken)
    {
        var count = 0;
        var after = await store.ReadAsync(session => session.FirstAsync("SELECT position FROM memory_cursors WHERE name = @name", row => row.GetInt64(0), ("name", Cursor)), cancellationToken);
        var read = Page;
        // In a dry run nothing is noted: what was heard on the way is counted here.
        var heard = new Dictionary<(string, string), HashSet<long>>();
        while (read == Page && !limit.IsCancellationRequested)
        {
            // What a model answered is no source of facts.
            var turns = await store.ReadAsync(session => session.ListAsync(
                $"""
                SELECT {MemoryRow.Columns} FROM memories WHERE tier = 1 AND kind = 'turn' AND NOT (COALESCE(speaker, '') = 'HydraBot' AND COALESCE(source, '') = 'chat') AND sequence > @after
                ORDER BY sequence LIMIT {Page}
                """,
                MemoryRow.Read, ("after", after)), cancellationToken);
            read = turns.Count;
            if (read == 0)
                break;
            after = turns[^1].Sequence;
            var sentences = turns.SelectMany(Sentences).ToArray();
            foreach (var sentence in dry ? sentences : [])
                (heard.TryGetValue((sentence.Turn.Audience, sentence.Digest), out var threads) ? threads : heard[(sentence.Turn.Audience, sentence.Digest)] = []).Add(sentence.Turn.Thread);
            if (!dry && sentences.Length > 0)
                await store.WriteAsync(session => Heard.NoteAsync(session, sentences), cancellationToken);
            var facts = await store.ReadAsync(session => RipeAsync(session, sentences, heard), cancellationToken);
            var turnOf = facts.ToDictionary(pair => pair.Fact.Id, pair => pair.Turn);
            count += dry ? await store.ReadAsync(session => NewAsync(session, facts), cancellationToken)
                : facts.Count == 0 ? 0 : await memories.TakeInAsync([.. facts.Select(pair => pair.Fact)], (session, fact) => InsertAsync(session, run, fact, turnOf[fact.Id]), cancellationToken);
            // A kill before this costs nothing: a fact that is known is not promoted again.
            if (!dry)
                await MoveAsync(after, cancellationToken);
        }

        if (!dry && read < Page)
            await store.WriteAsync(session => session.ExecuteAsync("UPDATE memory_runs SET stage = @stage WHERE id = @id", ("stage", stage + 1L), ("id", MemoryRow.Id(run))), cancellationToken);
        return new Dictionary<string, int> { ["promoted"] = count };
    }

    private static IEnumerable<HeardSentence> Sentences(StoredMemory turn)
    {
        if (turn.Content.Length > LongestTurn || turn.Secret is not null)
            yield break;
        foreach (var (place, sentence) in Ends().Split(turn.Content).Index())
        {
            if (sentence.TrimEnd().EndsWith('?') || Unsure().IsMatch(sentence))
                continue;
            if (FactReader.Read(sentence) is { } slot)
                yield return new HeardSentence(turn, place, sentence.Trim(), slot);
            else if (StandingReader.Holds(sentence))
                yield return new HeardSentence(turn, place, sentence.Trim(), null);
        }
    }

    /// <summary>What gives something its one value is a fact at once; what somebody is like, when it was said in more than one conversation.</summary>
    private async ValueTask<List<(StoredMemory Fact, Guid Turn)>> RipeAsync(SqlSession session, IReadOnlyList<HeardSentence> sentences, Dictionary<(string, string), HashSet<long>> heard)
    {
        var ripe = new List<(StoredMemory, Guid)>();
        var taken = new HashSet<(string, string)>();
        foreach (var sentence in sentences)
        {
            var key = (sentence.Turn.Audience, sentence.Digest);
            if (sentence.Slot is null && (taken.Contains(key)
                || (await Heard.ThreadsAsync(session, key.Audience, key.Digest)).Union(heard.GetValueOrDefault(key, [])).Count() < LeastConversations))
                continue;
            taken.Add(key);
            ripe.Add((FactOf(sentence), sentence.Turn.Id));
        }

        return ripe;
    }

    private StoredMemory FactOf(HeardSentence said) => said.Turn with
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Tier = MemoryTier.Semantic,
        Kind = "fact",
        Content = said.Text,
        SessionId = null,
        // A conversation of its own, whatever else the turn says.
        Thread = -((said.Turn.Sequence * 1000) + said.Place),
        Metadata = null,
        RecordedAt = Moments.Of(time.GetUtcNow()),
        ValidFrom = said.Slot is null ? null : said.Turn.ValidFrom ?? said.Turn.OccurredAt ?? said.Turn.RecordedAt,
        Subject = said.Slot?.Subject,
        Predicate = said.Slot?.Predicate,
        State = MemoryState.Active,
        Recalls = 0,
        RecalledAt = null,
        Hash = $"{Promoted}{said.Turn.Id:N}:{said.Place}",
    };

    private static async ValueTask<StoredMemory?> InsertAsync(SqlSession session, Guid run, StoredMemory fact, Guid turn)
    {
        if (await IsKnownAsync(session, fact))
            return null;
        var settled = (await FactSettlement.SettleAsync(session, fact)).Memory;
        await MemoryRow.InsertAsync(session, settled);
        await MemoryWriter.NameAsync(session, settled, [turn]);
        await Saying.KeepAsync(session, settled);
        await NightWork.NoteAsync(session, run, "promoted", settled.Id, null);
        return settled;
    }

    private static async ValueTask<int> NewAsync(SqlSession session, List<(StoredMemory Fact, Guid Turn)> facts)
    {
        var count = 0;
        foreach (var (fact, _) in facts)
            count += await IsKnownAsync(session, fact) ? 0 : 1;
        return count;
    }

    /// <summary>The turn was read before, or the slot has this value.</summary>
    private static async ValueTask<bool> IsKnownAsync(SqlSession session, StoredMemory fact)
    {
        if (fact.Subject is null)
        {
            return await session.FirstAsync(
                "SELECT 1 FROM memory_sayings s JOIN memories m ON m.id = s.memory_id WHERE s.audience = @audience AND s.digest = @digest AND m.tier IN (0, 2)",
                row => row.GetValue(0), ("audience", fact.Audience), ("digest", Saying.Digest(fact.Content))) is not null;
        }

        var others = await session.ListAsync(
            "SELECT content, hash FROM memories WHERE audience = @audience AND subject = @subject AND predicate = @predicate",
            row => (Content: row.GetString(0), Hash: row.GetString(1)), ("audience", fact.Audience), ("subject", fact.Subject), ("predicate", fact.Predicate));
        var value = FactReader.Read(fact.Content)?.Value;
        return others.Any(other => other.Hash == fact.Hash || string.Equals(FactReader.Read(other.Content)?.Value ?? other.Content, value, StringComparison.OrdinalIgnoreCase));
    }

    private async Task MoveAsync(long position, CancellationToken cancellationToken) => await store.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO memory_cursors (name, position) VALUES (@name, @position) ON CONFLICT (name) DO UPDATE SET position = excluded.position", ("name", Cursor), ("position", position)), cancellationToken);

    [GeneratedRegex(@"(?<=[.!?])\s+|\n+")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\b(?:if|maybe|perhaps|might|should|would|could|probably|think|guess|wish)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unsure();
}
