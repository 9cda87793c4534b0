using HydraBot.Memory.Stored;
using HydraBot.Memory.Truth;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Consolidation;

/// <summary>A sentence of a turn that may become a fact.</summary>
/// <param name="Turn">Where it was said.</param>
/// <param name="Place">Which of its sentences.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Slot">What has one value by it; null where it only holds in general.</param>
internal sealed record HeardSentence(StoredMemory Turn, int Place, string Text, FactSlot? Slot)
{
    /// <summary>Equal for what says the same.</summary>
    public string Digest => DigestOf(Text, Slot, Turn.Speaker);

    public static string DigestOf(string text, FactSlot? slot, string? speaker) =>
        Saying.Digest(slot is null ? $"{speaker} {text}" : $"{slot.Subject} {slot.Predicate} {slot.Value}");
}

/// <summary>Counts in how many conversations something was said.</summary>
internal static class Heard
{
    public static async ValueTask<int> NoteAsync(SqlSession session, IEnumerable<HeardSentence> sentences)
    {
        var count = 0;
        foreach (var sentence in sentences)
        {
            count += await session.ExecuteAsync(
                "INSERT INTO memory_heard (turn_id, place, audience, thread, digest) VALUES (@turn, @place, @audience, @thread, @digest) ON CONFLICT DO NOTHING",
                ("turn", MemoryRow.Id(sentence.Turn.Id)), ("place", (long)sentence.Place), ("audience", sentence.Turn.Audience), ("thread", sentence.Turn.Thread), ("digest", sentence.Digest));
        }

        return count;
    }

    /// <summary>The conversations in which it was said.</summary>
    public static ValueTask<List<long>> ThreadsAsync(SqlSession session, string audience, string digest) => session.ListAsync(
        "SELECT DISTINCT thread FROM memory_heard WHERE audience = @audience AND digest = @digest", row => row.GetInt64(0), ("audience", audience), ("digest", digest));

    /// <summary>Whether what a fact says was said in another turn as well.</summary>
    public static async ValueTask<bool> ElsewhereAsync(SqlSession session, StoredMemory fact, Guid turn) => await session.FirstAsync(
        "SELECT 1 FROM memory_heard WHERE audience = @audience AND digest = @digest AND turn_id <> @turn", row => row.GetValue(0),
        ("audience", fact.Audience), ("digest", HeardSentence.DigestOf(fact.Content, FactReader.Read(fact.Content), fact.Speaker)), ("turn", MemoryRow.Id(turn))) is not null;

    /// <summary>What was said in at least so many conversations.</summary>
    public static ValueTask<List<(string Audience, string Digest)>> OftenAsync(SqlSession session, int least) => session.ListAsync(
        "SELECT audience, digest FROM memory_heard GROUP BY audience, digest HAVING COUNT(DISTINCT thread) >= @least", row => (row.GetString(0), row.GetString(1)), ("least", (long)least));
}
