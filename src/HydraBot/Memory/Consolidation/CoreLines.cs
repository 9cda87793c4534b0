using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Truth;
using HydraBot.Storage;

namespace HydraBot.Memory.Consolidation;

/// <summary>
/// Keeps core blocks: those that are nearly full are rewritten to half, pinned lines staying; and facts that were said in several conversations become lines where there is room, which
/// drives out nobody's own line.
/// </summary>
internal sealed class CoreLines(CoreBlocks core)
{
    private const int LeastConversations = 3;
    private const int LongestLine = 200;

    public async ValueTask<List<NightChange>> FindAsync(SqlSession session)
    {
        var lines = (await session.ListAsync($"{CoreBlocks.Select} ORDER BY sequence", MemoryRow.Read)).GroupBy(line => line.Audience, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var changes = lines.Values.SelectMany(core.Overfull).Select(line => new NightChange("rewritten", line.Id, line.State) { Tier = MemoryTier.Semantic }).ToList();
        var moved = changes.Select(change => change.Id).ToHashSet();
        var often = (await Heard.OftenAsync(session, LeastConversations)).GroupBy(pair => pair.Audience, pair => pair.Digest, StringComparer.Ordinal);
        foreach (var said in often)
        {
            var block = lines.GetValueOrDefault(said.Key, []).Where(line => !moved.Contains(line.Id)).ToList();
            foreach (var fact in await FactsAsync(session, said.Key, said.ToHashSet(StringComparer.Ordinal)))
            {
                if (!core.HasRoom(block, fact))
                    break;
                block.Add(fact);
                changes.Add(new NightChange("made core", fact.Id, fact.State) { Tier = MemoryTier.Core });
            }
        }

        return changes;
    }

    /// <summary>Facts that hold and were said so often, the oldest first.</summary>
    private static async ValueTask<IEnumerable<StoredMemory>> FactsAsync(SqlSession session, string audience, HashSet<string> often)
    {
        var facts = await session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories WHERE audience = @audience AND tier = 2 AND kind = 'fact' AND state = 0 AND valid_to IS NULL AND secret IS NULL ORDER BY sequence",
            MemoryRow.Read, ("audience", audience));
        return facts.Where(fact => fact.Content.Length <= LongestLine && often.Contains(HeardSentence.DigestOf(fact.Content, FactReader.Read(fact.Content), fact.Speaker)));
    }
}
