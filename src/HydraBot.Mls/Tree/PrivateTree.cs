using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Tree;

/// <summary>The private keys that one member holds: of its leaf and of nodes above it. Each copy owns its keys and zeroes them.</summary>
internal sealed class PrivateTree : IDisposable
{
    private readonly Dictionary<int, P256KeyPair> _keys = [];

    public PrivateTree(uint ownLeaf, P256KeyPair leafKey)
    {
        OwnLeaf = ownLeaf;
        _keys.Add((int)(2 * ownLeaf), leafKey);
    }

    private PrivateTree(PrivateTree other)
    {
        OwnLeaf = other.OwnLeaf;
        foreach (var (node, key) in other._keys)
            _keys.Add(node, key.Copy());
    }

    public uint OwnLeaf { get; }

    public PrivateTree Copy() => new(this);

    public void Set(int node, P256KeyPair key)
    {
        if (_keys.Remove(node, out var old))
            old.Dispose();
        _keys.Add(node, key);
    }

    /// <summary>Deletes the keys of nodes that are blank now or have another key.</summary>
    public void Prune(RatchetTree tree)
    {
        foreach (var (node, key) in _keys.ToList())
        {
            if (node < tree.Width && tree[node]?.EncryptionKey.Span.SequenceEqual(key.PublicKey.Span) == true)
                continue;
            _keys.Remove(node);
            key.Dispose();
        }
    }

    /// <summary>The key of a node, if it is held and the tree still has its public part there.</summary>
    public P256KeyPair? Find(RatchetTree tree, int node) =>
        _keys.TryGetValue(node, out var key) && tree[node]?.EncryptionKey.Span.SequenceEqual(key.PublicKey.Span) == true ? key : null;

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
        _keys.Clear();
    }
}
