using System.Collections.Concurrent;

namespace HydraBot.Sandbox.Engine;

/// <summary>The containers that this run of the house has in its hands.</summary>
internal sealed class LiveWorkers
{
    private readonly ConcurrentDictionary<string, byte> _names = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    /// <summary>Before its container is made, so that the reaper never finds a stranger that is ours.</summary>
    public void Add(string name) => _names.TryAdd(name, 0);

    public void Remove(string name) => _names.TryRemove(name, out _);

    public bool Holds(string name) => _names.ContainsKey(name);
}
