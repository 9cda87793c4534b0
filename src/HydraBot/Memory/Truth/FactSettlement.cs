using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Truth;

/// <summary>
/// Settles what a new fact says against what was true: of a slot with one value, the newer ends the older, and what was made of the older is
/// suspect. Nothing is deleted. A fact that comes late, about an earlier time, ends when the one known begins.
/// </summary>
internal sealed class FactSettlement
{
    private readonly List<StoredMemory> _ended = [];

    private FactSettlement(StoredMemory memory) => Memory = memory;

    /// <summary>The new fact, with its end where it has one already.</summary>
    public StoredMemory Memory { get; private set; }

    public IReadOnlyList<Guid> Superseded => [.. _ended.Select(ended => ended.Id)];

    public IReadOnlyList<Guid> Suspect { get; private set; } = [];

    public IReadOnlyList<Guid> Changed => [.. Superseded, .. Suspect];

    public static async ValueTask<FactSettlement> SettleAsync(SqlSession session, StoredMemory memory)
    {
        var settlement = new FactSettlement(memory);
        if (memory.Subject is null || memory.ValidFrom is not { } from)
            return settlement;
        var others = await session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories WHERE audience = @audience AND subject = @subject AND predicate = @predicate ORDER BY valid_from, sequence",
            MemoryRow.Read, ("audience", memory.Audience), ("subject", memory.Subject), ("predicate", memory.Predicate));
        foreach (var other in others)
        {
            var (begins, ends) = (other.ValidFrom ?? long.MinValue, other.ValidTo ?? long.MaxValue);
            if (ends <= from || begins >= (settlement.Memory.ValidTo ?? long.MaxValue))
                continue;
            if (begins <= from)
                settlement._ended.Add(other);
            else
                settlement.Memory = settlement.Memory with { ValidTo = begins, State = MemoryState.Superseded, SupersededBy = other.Id, ExpiredAt = memory.RecordedAt };
        }

        return settlement;
    }

    /// <summary>Ends the older facts, once the new one stands.</summary>
    public async ValueTask FinishAsync(SqlSession session)
    {
        var suspect = new List<Guid>();
        foreach (var ended in _ended)
        {
            await session.ExecuteAsync(
                "UPDATE memories SET valid_to = @to, expired_at = @now, superseded_by = @by, state = @state WHERE id = @id",
                ("to", Memory.ValidFrom), ("now", Memory.RecordedAt), ("by", MemoryRow.Id(Memory.Id)), ("state", (long)MemoryState.Superseded), ("id", MemoryRow.Id(ended.Id)));
            suspect.AddRange(await MemoryStore.MarkSuspectAsync(session, ended.Id));
        }

        Suspect = [.. suspect.Except(Superseded).Distinct()];
    }
}
