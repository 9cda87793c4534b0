using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Tree;

/// <summary>A node above leaves: a key that all members under it know, except for those who are not merged yet (RFC 9420, section 7.1).</summary>
internal sealed record ParentNode(ReadOnlyMemory<byte> EncryptionKey, ReadOnlyMemory<byte> ParentHash, IReadOnlyList<uint> UnmergedLeaves)
{
    public static ParentNode Read(ref TlsReader reader)
    {
        var node = new ParentNode(reader.OpaqueCopy(), reader.OpaqueCopy(), reader.Vector(static (ref from) => from.UInt32()));
        for (var i = 1; i < node.UnmergedLeaves.Count; i++)
        {
            if (node.UnmergedLeaves[i] <= node.UnmergedLeaves[i - 1])
                throw new MlsException(MlsFailure.Malformed, "A node's unmerged leaves are not in rising order.");
        }
        return node;
    }

    public void Write(TlsWriter writer) =>
        writer.Opaque(EncryptionKey).Opaque(ParentHash).Vector(UnmergedLeaves, static (leaf, to) => to.UInt32(leaf));

    /// <summary>The same with one more leaf that does not know its key.</summary>
    public ParentNode WithUnmerged(uint leaf) => this with { UnmergedLeaves = [.. UnmergedLeaves.Append(leaf).Order()] };
}
