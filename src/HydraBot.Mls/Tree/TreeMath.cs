using System.Numerics;

namespace HydraBot.Mls.Tree;

/// <summary>
/// Where the nodes of a full binary tree lie in an array: leaves at even places, a parent between its children (RFC 9420, appendix C).
/// A tree of n leaves, n a power of two, has 2n - 1 nodes.
/// </summary>
internal static class TreeMath
{
    public static int Level(int node) => BitOperations.TrailingZeroCount(~node);

    public static int Width(int leaves) => (2 * leaves) - 1;

    public static int Leaves(int width) => (width + 1) / 2;

    public static int Root(int leaves) => leaves - 1;

    public static bool IsLeaf(int node) => (node & 1) == 0;

    public static int Left(int node) => node ^ (1 << (Level(node) - 1));

    public static int Right(int node) => node ^ (3 << (Level(node) - 1));

    public static int Parent(int node)
    {
        var level = Level(node);
        return (node | (1 << level)) & ~(1 << (level + 1));
    }

    public static int Sibling(int node)
    {
        var parent = Parent(node);
        return node < parent ? Right(parent) : Left(parent);
    }

    /// <summary>The nodes above a node, from its parent to the root.</summary>
    public static List<int> DirectPath(int node, int leaves)
    {
        var path = new List<int>();
        for (var root = Root(leaves); node != root;)
            path.Add(node = Parent(node));
        return path;
    }

    /// <summary>Whether one node lies under another, or is it.</summary>
    public static bool IsUnder(int node, int above)
    {
        var reach = (1 << Level(above)) - 1;
        return node >= above - reach && node <= above + reach;
    }
}
