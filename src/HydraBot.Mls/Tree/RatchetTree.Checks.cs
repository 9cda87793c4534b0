using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>What a tree from somebody else must stand up to before it is believed (RFC 9420, sections 7.3, 7.9.2 and 12.4.3.1).</summary>
internal sealed partial class RatchetTree
{
    /// <summary>Throws unless the whole tree is sound. The tree's hash is for the caller to compare.</summary>
    public void Check(ReadOnlySpan<byte> groupId, IReadOnlyList<Extension> groupExtensions)
    {
        foreach (var (index, leaf) in Members())
        {
            if (!leaf.IsSignedFor(groupId, index))
                throw new MlsException(MlsFailure.NotAuthentic, $"The signature of leaf {index} does not check out.");
        }
        CheckParents();
        CheckMembers(groupExtensions);
    }

    /// <summary>What must hold among all members after every change.</summary>
    public void CheckMembers(IReadOnlyList<Extension> groupExtensions)
    {
        var required = RequiredCapabilities.In(groupExtensions);
        var (signatureKeys, encryptionKeys) = (new HashSet<string>(), new HashSet<string>());
        var members = Members().ToList();
        var credentials = members.Select(member => member.Leaf.Credential.Type).Distinct().ToList();
        foreach (var (index, leaf) in members)
        {
            if (!signatureKeys.Add(Convert.ToHexString(leaf.SignatureKey.Span)))
                throw new MlsException($"Leaf {index} has the signature key of another member.");
            if (!leaf.Capabilities.Versions.Contains(CipherSuite.Protocol) || !leaf.Capabilities.CipherSuites.Contains(CipherSuite.Id))
                throw new MlsException($"Leaf {index} does not understand the group's version and ciphersuite.");
            if (required?.AreMetBy(leaf.Capabilities) == false)
                throw new MlsException($"Leaf {index} lacks capabilities that the group requires.");
            if (!credentials.TrueForAll(leaf.Capabilities.Credentials.Contains))
                throw new MlsException($"Leaf {index} does not understand the credentials of all members.");
            if (leaf.Extensions.Any(extension => !Extension.IsDefault(extension.Type) && !leaf.Capabilities.Extensions.Contains(extension.Type)))
                throw new MlsException($"Leaf {index} has an extension that it does not list.");
        }
        for (var node = 0; node < _nodes.Length; node++)
        {
            if (_nodes[node] is not { } found)
                continue;
            if (!encryptionKeys.Add(Convert.ToHexString(found.EncryptionKey.Span)))
                throw new MlsException($"Node {node} has the encryption key of another node.");
            if (!P256.IsPublicKey(found.EncryptionKey.Span))
                throw new MlsException(MlsFailure.Malformed, $"Node {node} has an encryption key that is not a point of P-256.");
        }
    }

    private void CheckParents()
    {
        for (var node = 1; node < _nodes.Length; node += 2)
        {
            if (_nodes[node]?.Parent is { } parent)
                CheckUnmerged(node, parent);
        }
        for (var node = 1; node < _nodes.Length; node += 2)
        {
            if (_nodes[node] is null)
                continue;
            if (!IsBoundBelow(node, TreeMath.Left(node), TreeMath.Right(node)) && !IsBoundBelow(node, TreeMath.Right(node), TreeMath.Left(node)))
                throw new MlsException(MlsFailure.NotAuthentic, $"No node below carries the parent hash of node {node}.");
        }
    }

    private void CheckUnmerged(int node, ParentNode parent)
    {
        foreach (var leaf in parent.UnmergedLeaves)
        {
            if (Leaf(leaf) is null || !TreeMath.IsUnder((int)(2 * leaf), node))
                throw new MlsException($"Node {node} lists an unmerged leaf, {leaf}, that is not a member under it.");
            foreach (var between in TreeMath.DirectPath((int)(2 * leaf), LeafCount).TakeWhile(above => above != node))
            {
                if (_nodes[between]?.Parent is { } lower && !lower.UnmergedLeaves.Contains(leaf))
                    throw new MlsException($"Leaf {leaf} is unmerged at node {node} and merged at node {between} below it.");
            }
        }
    }

    /// <summary>Whether a node in the resolution of one child carries the parent's hash, and the rest of that resolution came later.</summary>
    private bool IsBoundBelow(int node, int child, int sibling)
    {
        var expected = ParentHash(node, sibling);
        var resolution = Resolution(child);
        var unmerged = _nodes[node]!.Parent!.UnmergedLeaves.Select(leaf => (int)(2 * leaf)).Where(leaf => TreeMath.IsUnder(leaf, child)).ToHashSet();
        return resolution.Exists(candidate =>
            Carried(_nodes[candidate]!).Span.SequenceEqual(expected)
            && unmerged.SetEquals(resolution.Where(other => other != candidate)));
    }

    private static ReadOnlyMemory<byte> Carried(Node node) => node.Parent?.ParentHash ?? node.Leaf!.ParentHash;
}
