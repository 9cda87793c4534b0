using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Discord.Gateway;

/// <summary>A map that forgets the entry that was used longest ago when it is full.</summary>
internal sealed class BoundedMap<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();

    public void Set(TKey key, TValue value)
    {
        lock (_nodes)
        {
            Remove(key);
            if (_nodes.Count >= capacity && _byUse.Last is { } oldest)
                Remove(oldest.Value.Key);
            _nodes[key] = _byUse.AddFirst((key, value));
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_nodes)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Remove(TKey key)
    {
        lock (_nodes)
        {
            if (_nodes.Remove(key, out var node))
                _byUse.Remove(node);
        }
    }

    public void RemoveWhere(Func<TKey, TValue, bool> condition)
    {
        lock (_nodes)
        {
            foreach (var node in _nodes.Values.Where(node => condition(node.Value.Key, node.Value.Value)).ToList())
                Remove(node.Value.Key);
        }
    }

    public List<TValue> Where(Func<TValue, bool> condition)
    {
        lock (_nodes)
            return [.. _byUse.Select(entry => entry.Value).Where(condition)];
    }
}
