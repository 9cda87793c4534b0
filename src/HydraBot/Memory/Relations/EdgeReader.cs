using HydraBot.Memory.Stored;
using HydraBot.Memory.Truth;

namespace HydraBot.Memory.Relations;

/// <summary>A typed edge between two names.</summary>
internal sealed record Edge(string Source, string Relation, string Target);

/// <summary>Reads edges off facts: a slot is an edge from its subject to its value.</summary>
internal static class EdgeReader
{
    public static IEnumerable<Edge> Read(StoredMemory memory)
    {
        if (memory.Tier != MemoryTier.Procedural && memory.Subject is { } subject && memory.Predicate is { } predicate)
        {
            var value = FactReader.Read(memory.Content) is { } slot ? slot.Value : memory.Content;
            if (value.Length <= 80)
                yield return new Edge(subject, predicate, FactReader.Name(value));
        }
    }
}
