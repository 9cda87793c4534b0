using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>The public tree of a group (RFC 9420, section 4.1): changed in place by whoever owns it, copied in no time since its nodes never change.</summary>
internal sealed partial class RatchetTree
{
    private Node?[] _nodes;

    private RatchetTree(Node?[] nodes) => _nodes = nodes;

    /// <summary>A tree of one member.</summary>
    public RatchetTree(LeafNode creator) : this([new Node(creator)])
    {
    }

    /// <summary>How many leaves there is room for: a power of two.</summary>
    public int LeafCount => TreeMath.Leaves(_nodes.Length);

    public int Width => _nodes.Length;

    public int Root => TreeMath.Root(LeafCount);

    public Node? this[int node] => _nodes[node];

    public RatchetTree Copy() => new([.. _nodes]);

    public LeafNode? Leaf(uint leaf) => leaf < LeafCount ? _nodes[2 * leaf]?.Leaf : null;

    /// <summary>The members with the places of their leaves.</summary>
    public IEnumerable<(uint Index, LeafNode Leaf)> Members()
    {
        for (uint leaf = 0; leaf < LeafCount; leaf++)
        {
            if (_nodes[2 * leaf]?.Leaf is { } member)
                yield return (leaf, member);
        }
    }

    /// <summary>Reads the nodes up to the last that is not blank (RFC 9420, section 12.4.3.3).</summary>
    public static RatchetTree Read(ref TlsReader reader)
    {
        var nodes = reader.Vector(Node.ReadOptional);
        if (nodes.Count == 0 || nodes[^1] is null)
            throw new MlsException(MlsFailure.Malformed, "A tree ends with a node that is not blank.");
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is { } node && TreeMath.IsLeaf(i) != node.Leaf is not null)
                throw new MlsException(MlsFailure.Malformed, $"Node {i} of a tree is of the wrong kind for its place.");
        }
        var leaves = 1;
        while (TreeMath.Width(leaves) < nodes.Count)
            leaves *= 2;
        var all = new Node?[TreeMath.Width(leaves)];
        nodes.CopyTo(all);
        return new RatchetTree(all);
    }

    public void Write(TlsWriter writer)
    {
        var last = Array.FindLastIndex(_nodes, node => node is not null);
        writer.Vector(_nodes.Take(last + 1), Node.WriteOptional);
    }

    /// <summary>Puts a member on the leftmost blank leaf, or on a new one (RFC 9420, section 7.7).</summary>
    public uint Add(LeafNode leaf)
    {
        var index = 0;
        while (index < LeafCount && _nodes[2 * index] is not null)
            index++;
        if (index == LeafCount)
            Array.Resize(ref _nodes, TreeMath.Width(2 * LeafCount));
        _nodes[2 * index] = new Node(leaf);
        foreach (var above in TreeMath.DirectPath(2 * index, LeafCount))
        {
            if (_nodes[above]?.Parent is { } parent)
                _nodes[above] = new Node(parent.WithUnmerged((uint)index));
        }
        return (uint)index;
    }

    /// <summary>Replaces a member's leaf and blanks the nodes above it (RFC 9420, section 12.1.2).</summary>
    public void Update(uint leaf, LeafNode node)
    {
        BlankPath(leaf);
        _nodes[2 * leaf] = new Node(node);
    }

    /// <summary>Blanks a member's leaf and the nodes above it, and gives up the right half while it is empty (RFC 9420, section 7.7).</summary>
    public void Remove(uint leaf)
    {
        BlankPath(leaf);
        _nodes[2 * leaf] = null;
        while (LeafCount > 1 && _nodes.AsSpan(_nodes.Length / 2 + 1).IndexOfAnyExcept((Node?)null) < 0)
            Array.Resize(ref _nodes, TreeMath.Width(LeafCount / 2));
    }

    public void Set(int node, Node? value) => _nodes[node] = value;

    /// <summary>The nodes that stand for a subtree: as few as there are, none blank (RFC 9420, section 4.1.1).</summary>
    public List<int> Resolution(int node)
    {
        var resolution = new List<int>();
        Resolve(node, resolution);
        return resolution;
    }

    /// <summary>The nodes above a leaf whose other child stands for anybody, with that child (RFC 9420, section 4.1.2).</summary>
    public List<(int Node, int Copath)> FilteredDirectPath(uint leaf)
    {
        var path = new List<(int, int)>();
        var below = (int)(2 * leaf);
        foreach (var node in TreeMath.DirectPath(below, LeafCount))
        {
            var copath = TreeMath.Sibling(below);
            if (Stands(copath))
                path.Add((node, copath));
            below = node;
        }
        return path;
    }

    private void BlankPath(uint leaf)
    {
        foreach (var above in TreeMath.DirectPath((int)(2 * leaf), LeafCount))
            _nodes[above] = null;
    }

    private bool Stands(int node) =>
        _nodes[node] is not null || (!TreeMath.IsLeaf(node) && (Stands(TreeMath.Left(node)) || Stands(TreeMath.Right(node))));

    private void Resolve(int node, List<int> resolution)
    {
        if (_nodes[node] is { } found)
        {
            resolution.Add(node);
            if (found.Parent is { } parent)
                resolution.AddRange(parent.UnmergedLeaves.Select(leaf => (int)(2 * leaf)));
        }
        else if (!TreeMath.IsLeaf(node))
        {
            Resolve(TreeMath.Left(node), resolution);
            Resolve(TreeMath.Right(node), resolution);
        }
    }
}
