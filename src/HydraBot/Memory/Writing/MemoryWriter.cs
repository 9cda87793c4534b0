using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Truth;
using HydraBot.Storage;

namespace HydraBot.Memory.Writing;

/// <summary>What writing a batch did.</summary>
internal sealed record WrittenBatch(IReadOnlyList<RememberedOne> Results, IReadOnlyList<StoredMemory> Added, IReadOnlyList<Guid> Changed, long Sequence);

/// <summary>Writes memories with what they name, and settles what they contradict, in one transaction.</summary>
internal sealed class MemoryWriter(WriteGate gate, SecretBox secrets, TimeProvider time)
{
    private const int MostProblems = 5;

    public ConversationFinder Conversations { get; } = new();

    /// <summary>Holds each to the gate.</summary>
    /// <exception cref="OperationException">Some may not pass; which and why.</exception>
    public IReadOnlyList<NewMemory> Prepare(IReadOnlyList<NewMemory> memories)
    {
        var passed = memories.Select(gate.Check).ToArray();
        return Problems([.. passed.Select(one => one.Problems)]) is { Length: > 0 } problems
            ? throw OperationException.WrongArguments(problems)
            : [.. passed.Select(one => one.Memory)];
    }

    /// <summary>What the gate says against these, each with its place in the batch; the first few.</summary>
    public IReadOnlyList<string> Problems(IReadOnlyList<NewMemory> memories) => Problems([.. memories.Select(memory => gate.Check(memory).Problems)]);

    private static string[] Problems(IReadOnlyList<string>[] all)
    {
        var problems = all
            .SelectMany((some, place) => some.Select(problem => all.Length == 1 ? problem : string.Create(CultureInfo.InvariantCulture, $"[{place}]: {problem}")))
            .ToArray();
        return problems.Length <= MostProblems ? problems : [.. problems.Take(MostProblems), $"And {problems.Length - MostProblems} more. Nothing was remembered."];
    }

    public async ValueTask<WrittenBatch> WriteAsync(
        SqlSession session, IReadOnlyList<NewMemory> memories, string[] audiences, string author, long sequence, long now)
    {
        var results = new List<RememberedOne>(memories.Count);
        var added = new List<StoredMemory>(memories.Count);
        var changed = new List<Guid>();
        var seen = new Dictionary<(string, string), int>();
        Conversations.BeginBatch();
        foreach (var (place, memory) in memories.Index())
        {
            var audience = audiences[place];
            var plain = WriteGate.Hash(memory, 0);
            var occurrence = seen[(audience, plain)] = seen.GetValueOrDefault((audience, plain)) + 1;
            var hash = occurrence == 1 ? plain : WriteGate.Hash(memory, occurrence);
            if (await KnownAsync(session, audience, hash, memory) is { } known)
            {
                results.Add(new RememberedOne(known, false, [], []));
                continue;
            }

            var stored = Make(memory, audience, author, hash, sequence + 1, now);
            var settled = await FactSettlement.SettleAsync(session, stored);
            stored = settled.Memory;
            await MemoryRow.InsertAsync(session, stored);
            sequence++;
            await settled.FinishAsync(session);
            await NameAsync(session, stored, memory.DerivedFrom ?? []);
            if (Saying.IsKeptOnce(stored.Tier))
                await Saying.KeepAsync(session, stored);
            added.Add(stored);
            changed.AddRange(settled.Changed);
            results.Add(new RememberedOne(stored.Id, true, settled.Superseded, settled.Suspect));
        }

        return new WrittenBatch(results, added, [.. changed.Except(added.Select(memory => memory.Id))], sequence);
    }

    /// <summary>The same again is the same memory; of what is no raw turn, nearly the same words are enough.</summary>
    private static async ValueTask<Guid?> KnownAsync(SqlSession session, string audience, string hash, NewMemory memory)
    {
        var same = await session.FirstAsync(
            "SELECT id FROM memories WHERE audience = @audience AND hash = @hash", row => row.GetString(0), ("audience", audience), ("hash", hash));
        if (same is null && Saying.IsKeptOnce(memory.Tier) && memory.ValidFrom is null && memory.Predicate is null)
        {
            same = await session.FirstAsync(
                "SELECT m.id FROM memory_sayings s JOIN memories m ON m.id = s.memory_id WHERE s.audience = @audience AND s.digest = @digest AND m.tier = @tier AND m.state IN (0, 2)",
                row => row.GetString(0), ("audience", audience), ("digest", Saying.Digest(memory.Content)), ("tier", (long)memory.Tier));
        }

        return same is null ? null : Guid.ParseExact(same, "N");
    }

    private StoredMemory Make(NewMemory memory, string audience, string author, string hash, long sequence, long now)
    {
        var tags = memory.Tags ?? [];
        var occurred = Read(memory.OccurredAt);
        var slot = memory.Subject is { } subject
            ? new FactSlot(FactReader.Name(subject), memory.Predicate?.Trim().ToLowerInvariant() ?? "is", memory.Content)
            : memory.Tier == MemoryTier.Semantic ? FactReader.Read(memory.Content) : null;
        return new StoredMemory
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Sequence = sequence,
            Audience = audience,
            Author = author,
            Tier = memory.Tier,
            Kind = memory.Kind ?? Kind(memory.Tier),
            Content = memory.Content,
            Speaker = memory.Speaker,
            SessionId = memory.SessionId,
            Thread = memory.Tier is MemoryTier.Episodic or MemoryTier.Resource
                ? Conversations.Of(audience, memory.SessionId, tags, occurred, sequence) : sequence,
            Source = memory.Source,
            Tags = tags,
            Metadata = memory.Metadata,
            OccurredAt = occurred,
            RecordedAt = now,
            ValidFrom = Read(memory.ValidFrom) ?? (slot is null ? null : occurred ?? now),
            ValidTo = Read(memory.ValidTo),
            Subject = slot?.Subject,
            Predicate = slot?.Predicate,
            Pinned = memory.Pinned,
            Importance = memory.Importance ?? 0.5,
            Secret = memory.Secret is { } secret ? secrets.Close(secret) : null,
            Hash = hash,
        };
    }

    internal static async ValueTask NameAsync(SqlSession session, StoredMemory memory, IReadOnlyList<Guid> derivedFrom)
    {
        foreach (var entity in EntityReader.Read(memory.Content, memory.Speaker).Append(memory.Subject).OfType<string>().Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                "INSERT INTO memory_mentions (memory_id, audience, entity) VALUES (@memory, @audience, @entity)",
                ("memory", MemoryRow.Id(memory.Id)), ("audience", memory.Audience), ("entity", entity));
        }

        foreach (var edge in EdgeReader.Read(memory))
        {
            await session.ExecuteAsync(
                "INSERT INTO memory_edges (memory_id, audience, source, relation, target) VALUES (@memory, @audience, @source, @relation, @target) ON CONFLICT DO NOTHING",
                ("memory", MemoryRow.Id(memory.Id)), ("audience", memory.Audience), ("source", edge.Source), ("relation", edge.Relation), ("target", edge.Target));
        }

        foreach (var source in derivedFrom.Distinct())
        {
            await session.ExecuteAsync(
                "INSERT INTO memory_derivations (memory_id, source_id) SELECT @memory, id FROM memories WHERE id = @source AND audience = @audience",
                ("memory", MemoryRow.Id(memory.Id)), ("source", MemoryRow.Id(source)), ("audience", memory.Audience));
        }
    }

    private static string Kind(MemoryTier tier) => tier switch
    {
        MemoryTier.Core => "line",
        MemoryTier.Episodic => "turn",
        MemoryTier.Semantic => "fact",
        MemoryTier.Procedural => "skill",
        MemoryTier.Resource => "chunk",
        _ => "archive",
    };

    private static long? Read(string? moment) => moment is not null && Moments.TryRead(moment, out var at) ? at : null;
}
