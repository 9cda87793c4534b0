using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>Update paths made and followed (RFC 9420, sections 7.4 to 7.6). Both change the trees that they are given: give copies.</summary>
internal static class TreeKem
{
    private const string Label = "UpdatePathNode";

    /// <summary>
    /// Puts new keys on the path of a leaf: the tree and the private tree are then the next epoch's. The secrets on the path are encrypted by
    /// <see cref="Encrypt"/>, once the context that depends on the new tree is known.
    /// </summary>
    public static NewPath Generate(RatchetTree tree, PrivateTree keys, P256KeyPair signer, ReadOnlySpan<byte> groupId)
    {
        var own = keys.OwnLeaf;
        var path = tree.FilteredDirectPath(own);
        var secrets = new List<PathSecret>();
        var secret = PathSecret.Random();
        var publicKeys = new List<ReadOnlyMemory<byte>>();
        foreach (var (node, _) in path)
        {
            var pair = secret.NodeKeyPair();
            keys.Set(node, pair);
            publicKeys.Add(pair.PublicKey);
            secrets.Add(secret);
            secret = secret.Next();
        }
        var leafHash = SetPath(tree, own, path, publicKeys);
        var leafKey = P256.Generate();
        keys.Set((int)(2 * own), leafKey);
        var leaf = tree.Leaf(own)! with { EncryptionKey = leafKey.PublicKey, Source = LeafNodeSource.Commit, Lifetime = null, ParentHash = leafHash };
        leaf = leaf.Sign(signer, groupId, own);
        tree.Set((int)(2 * own), new Node(leaf));
        return new NewPath(leaf, path, secrets, secret.Release());
    }

    /// <summary>Encrypts the secrets of a path for everybody else, except for those whom this commit adds.</summary>
    public static UpdatePath Encrypt(RatchetTree tree, NewPath made, ReadOnlySpan<byte> groupContext, IReadOnlyCollection<uint> added)
    {
        var nodes = new List<UpdatePathNode>();
        for (var i = 0; i < made.Path.Count; i++)
        {
            var ciphertexts = new List<HpkeCiphertext>();
            foreach (var recipient in Recipients(tree, made.Path[i].Copath, added))
                ciphertexts.Add(Labeled.Encrypt(tree[recipient]!.EncryptionKey.Span, Label, groupContext, made.Secrets[i].Bytes));
            nodes.Add(new UpdatePathNode(tree[made.Path[i].Node]!.EncryptionKey, ciphertexts));
        }
        return new UpdatePath(made.Leaf, nodes);
    }

    /// <summary>Puts the public part of a sender's path into the tree, after checking that it fits and is bound together.</summary>
    public static void Apply(RatchetTree tree, uint sender, UpdatePath path)
    {
        var filtered = tree.FilteredDirectPath(sender);
        if (filtered.Count != path.Nodes.Count)
            throw new MlsException($"An update path has {path.Nodes.Count} nodes where {filtered.Count} are needed.");
        if (path.Leaf.Source != LeafNodeSource.Commit)
            throw new MlsException("An update path's leaf does not come from a commit.");
        var leafHash = SetPath(tree, sender, filtered, [.. path.Nodes.Select(node => node.EncryptionKey)]);
        if (!path.Leaf.ParentHash.Span.SequenceEqual(leafHash))
            throw new MlsException(MlsFailure.NotAuthentic, "An update path's leaf does not carry the hash of the nodes above it.");
        tree.Set((int)(2 * sender), new Node(path.Leaf));
    }

    /// <summary>Finds this member's secret on an applied path and follows it to the commit secret.</summary>
    public static byte[] Decrypt(
        RatchetTree tree, PrivateTree keys, uint sender, UpdatePath path, ReadOnlySpan<byte> groupContext, IReadOnlyCollection<uint> added)
    {
        var filtered = tree.FilteredDirectPath(sender);
        var start = filtered.FindIndex(step => TreeMath.IsUnder((int)(2 * keys.OwnLeaf), step.Node));
        if (start < 0)
            throw new MlsException("An update path does not reach this member.");
        var recipients = Recipients(tree, filtered[start].Copath, added);
        var ciphertexts = path.Nodes[start].EncryptedPathSecrets;
        if (recipients.Count != ciphertexts.Count)
            throw new MlsException($"An update path has {ciphertexts.Count} secrets for a node where {recipients.Count} are needed.");
        for (var i = 0; i < recipients.Count; i++)
        {
            if (keys.Find(tree, recipients[i]) is not { } key)
                continue;
            var secret = new PathSecret(Labeled.Decrypt(key, Label, groupContext, ciphertexts[i]));
            return Follow(tree, keys, filtered.Skip(start).Select(step => step.Node), secret);
        }
        throw new MlsException(MlsFailure.MissingKey, "No private key for an update path's secrets is here.");
    }

    /// <summary>Derives the keys from a node upwards, checks them against the tree, and returns the commit secret.</summary>
    public static byte[] Follow(RatchetTree tree, PrivateTree keys, IEnumerable<int> nodes, PathSecret secret)
    {
        foreach (var node in nodes)
        {
            var pair = secret.NodeKeyPair();
            if (tree[node]?.EncryptionKey.Span.SequenceEqual(pair.PublicKey.Span) != true)
                throw new MlsException(MlsFailure.NotAuthentic, $"The secret of node {node} does not belong to its public key.");
            keys.Set(node, pair);
            var next = secret.Next();
            secret.Dispose();
            secret = next;
        }
        return secret.Release();
    }

    /// <summary>Sets the keys on a path and blanks what the path skips; returns the hash that the leaf must carry.</summary>
    private static byte[] SetPath(RatchetTree tree, uint leaf, List<(int Node, int Copath)> path, List<ReadOnlyMemory<byte>> publicKeys)
    {
        foreach (var node in TreeMath.DirectPath((int)(2 * leaf), tree.LeafCount))
            tree.Set(node, null);
        byte[] hash = [];
        for (var i = path.Count - 1; i >= 0; i--)
        {
            tree.Set(path[i].Node, new Node(new ParentNode(publicKeys[i], hash, [])));
            hash = tree.ParentHash(path[i].Node, path[i].Copath);
        }
        return hash;
    }

    private static List<int> Recipients(RatchetTree tree, int copath, IReadOnlyCollection<uint> added)
    {
        var resolution = tree.Resolution(copath);
        resolution.RemoveAll(node => TreeMath.IsLeaf(node) && added.Contains((uint)node / 2));
        return resolution;
    }
}
