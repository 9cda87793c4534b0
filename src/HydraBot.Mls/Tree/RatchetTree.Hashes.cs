using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Tree;

/// <summary>Tree hashes and parent hashes (RFC 9420, sections 7.8 and 7.9).</summary>
internal sealed partial class RatchetTree
{
    public byte[] TreeHash() => TreeHash(Root, []);

    public byte[] TreeHash(int node) => TreeHash(node, []);

    /// <summary>The parent hash that what stands below <paramref name="parent"/>, on the side away from <paramref name="sibling"/>, must carry.</summary>
    public byte[] ParentHash(int parent, int sibling)
    {
        var node = _nodes[parent]!.Parent!;
        return Labeled.Hash(new TlsWriter()
            .Opaque(node.EncryptionKey)
            .Opaque(node.ParentHash)
            .Opaque(TreeHash(sibling, [.. node.UnmergedLeaves])).Written);
    }

    /// <summary>The hash of a subtree as it was before these leaves came.</summary>
    private byte[] TreeHash(int node, HashSet<uint> without)
    {
        var writer = new TlsWriter();
        if (TreeMath.IsLeaf(node))
        {
            var index = (uint)node / 2;
            var leaf = without.Contains(index) ? null : _nodes[node]?.Leaf;
            writer.UInt8(1).UInt32(index).Optional(leaf is not null);
            leaf?.Write(writer);
        }
        else
        {
            var parent = _nodes[node]?.Parent;
            writer.UInt8(2).Optional(parent is not null);
            if (parent is not null)
                (without.Count == 0 ? parent : parent with { UnmergedLeaves = [.. parent.UnmergedLeaves.Where(leaf => !without.Contains(leaf))] }).Write(writer);
            writer.Opaque(TreeHash(TreeMath.Left(node), without)).Opaque(TreeHash(TreeMath.Right(node), without));
        }
        return Labeled.Hash(writer.Written);
    }
}
