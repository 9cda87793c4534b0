using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Relations;

/// <summary>A memory that was reached, and in how many steps.</summary>
internal sealed record ReachedMemory(Guid Id, int Distance);

/// <summary>Walks from memory to memory: over a name that both mention, over a fact that links their names, and over derivation; within one audience.</summary>
internal interface IRelationGraph
{
    /// <summary>As an answer names it.</summary>
    string Name { get; }

    /// <summary>What is reached, itself first.</summary>
    /// <exception cref="GraphException">It cannot be asked now.</exception>
    ValueTask<IReadOnlyList<ReachedMemory>> WalkAsync(StoredMemory memory, int depth, CancellationToken cancellationToken);
}

/// <summary>A graph cannot be asked; the message says why.</summary>
internal sealed class GraphException(string message, Exception? inner = null) : Exception(message, inner);
