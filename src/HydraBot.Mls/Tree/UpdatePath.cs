using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>New keys from a member's leaf to the root (RFC 9420, section 7.6).</summary>
internal sealed record UpdatePath(LeafNode Leaf, IReadOnlyList<UpdatePathNode> Nodes)
{
    public static UpdatePath Read(ref TlsReader reader) => new(LeafNode.Read(ref reader), reader.Vector(UpdatePathNode.Read));

    public void Write(TlsWriter writer)
    {
        Leaf.Write(writer);
        writer.Vector(Nodes, static (node, to) => node.Write(to));
    }
}
