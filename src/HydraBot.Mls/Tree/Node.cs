using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>What stands at a place of the tree: a leaf or a parent (RFC 9420, section 7.8). Blank places hold null.</summary>
internal sealed record Node
{
    private const byte LeafType = 1;
    private const byte ParentType = 2;

    public Node(LeafNode leaf) => Leaf = leaf;

    public Node(ParentNode parent) => Parent = parent;

    public LeafNode? Leaf { get; }

    public ParentNode? Parent { get; }

    public ReadOnlyMemory<byte> EncryptionKey => Leaf?.EncryptionKey ?? Parent!.EncryptionKey;

    public static Node? ReadOptional(ref TlsReader reader) => reader.Optional() ? Read(ref reader) : null;

    public static void WriteOptional(Node? node, TlsWriter writer)
    {
        writer.Optional(node is not null);
        if (node?.Leaf is { } leaf)
            leaf.Write(writer.UInt8(LeafType));
        else if (node?.Parent is { } parent)
            parent.Write(writer.UInt8(ParentType));
    }

    private static Node Read(ref TlsReader reader) => reader.UInt8() switch
    {
        LeafType => new Node(LeafNode.Read(ref reader)),
        ParentType => new Node(ParentNode.Read(ref reader)),
        var other => throw new MlsException(MlsFailure.Malformed, $"A node of the tree has the unknown type {other}."),
    };
}
