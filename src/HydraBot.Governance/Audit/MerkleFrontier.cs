using System.Numerics;
using System.Security.Cryptography;

namespace HydraBot.Governance.Audit;

/// <summary>The Merkle tree over the first entries of the chain, grown one entry at a time: the roots of its full subtrees, largest first.</summary>
/// <remarks>The tree of RFC 9162, section 2.1.1; a leaf is the entry's hash. Memory is one hash for each bit of the count.</remarks>
public sealed class MerkleFrontier
{
    private readonly List<byte[]> _full = [];

    /// <summary>How many leaves the tree has.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next leaf.</summary>
    /// <param name="entryHash">The 32 bytes of the entry's hash.</param>
    public void Add(ReadOnlySpan<byte> entryHash)
    {
        var node = MerkleHash.Leaf(entryHash);
        for (var merges = BitOperations.TrailingZeroCount(~Count); merges > 0; merges--)
        {
            node = MerkleHash.Node(_full[^1], node);
            _full.RemoveAt(_full.Count - 1);
        }

        _full.Add(node);
        Count++;
    }

    /// <summary>The root of the tree as it stands, lower-case hexadecimal; SHA-256 of nothing for an empty tree.</summary>
    public string Root()
    {
        if (_full.Count == 0)
            return Convert.ToHexStringLower(SHA256.HashData([]));
        var root = _full[^1];
        for (var index = _full.Count - 2; index >= 0; index--)
            root = MerkleHash.Node(_full[index], root);
        return Convert.ToHexStringLower(root);
    }
}
