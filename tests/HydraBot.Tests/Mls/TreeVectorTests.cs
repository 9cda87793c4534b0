using System.Text.Json.Nodes;
using HydraBot.Mls;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Tree;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>Known answers for the ratchet tree.</summary>
public class TreeVectorTests
{
    [Fact]
    public void Every_node_lies_where_the_appendix_says() => MlsVectors.Each("tree-math", 10, test =>
    {
        var leaves = test.Int("n_leaves");
        Assert.Equal(test.Int("n_nodes"), TreeMath.Width(leaves));
        Assert.Equal(test.Int("root"), TreeMath.Root(leaves));
        for (var node = 0; node < TreeMath.Width(leaves); node++)
        {
            Assert.Equal(At(test, "left", node), TreeMath.IsLeaf(node) ? null : TreeMath.Left(node));
            Assert.Equal(At(test, "right", node), TreeMath.IsLeaf(node) ? null : TreeMath.Right(node));
            Assert.Equal(At(test, "parent", node), node == TreeMath.Root(leaves) ? null : TreeMath.Parent(node));
            Assert.Equal(At(test, "sibling", node), node == TreeMath.Root(leaves) ? null : TreeMath.Sibling(node));
        }
    });

    [Fact]
    public void Adding_updating_and_removing_give_the_known_trees() => MlsVectors.Each("tree-operations", 5, test =>
    {
        var tree = TlsReader.ReadAll(test.Hex("tree_before"), RatchetTree.Read);
        test.AssertHex("tree_hash_before", tree.TreeHash());
        switch (TlsReader.ReadAll(test.Hex("proposal"), Proposal.Read))
        {
            case AddProposal add:
                tree.Add(add.KeyPackage.LeafNode);
                break;
            case UpdateProposal update:
                tree.Update(test.UInt("proposal_sender"), update.LeafNode);
                break;
            case RemoveProposal remove:
                tree.Remove(remove.Removed);
                break;
        }
        test.AssertHex("tree_hash_after", tree.TreeHash());
        test.AssertHex("tree_after", TlsWriter.Write(tree.Write));
    });

    [Fact]
    public void Sound_trees_are_believed_with_the_known_hashes_and_resolutions() => MlsVectors.Each("tree-validation", 14, test =>
    {
        var tree = TlsReader.ReadAll(test.Hex("tree"), RatchetTree.Read);
        var (hashes, resolutions) = (test["tree_hashes"]!.AsArray(), test["resolutions"]!.AsArray());
        Assert.Equal(tree.Width, hashes.Count);
        for (var node = 0; node < tree.Width; node++)
        {
            Assert.Equal(hashes[node]!.GetValue<string>(), Convert.ToHexStringLower(tree.TreeHash(node)));
            Assert.Equal(resolutions[node]!.AsArray().Select(found => found!.GetValue<int>()), tree.Resolution(node));
        }
        tree.Check(test.Hex("group_id"), []);
        Assert.Equal(test.Text("tree"), Convert.ToHexStringLower(TlsWriter.Write(tree.Write)));
    });

    [Fact]
    public void A_tree_is_refused_when_any_of_its_nodes_is_changed() => MlsVectors.Each("tree-validation", 14, test =>
    {
        var bytes = test.Hex("tree");
        // One bit in every part of a node would take minutes; a stride that meets all kinds of fields does not.
        for (var place = 3; place < bytes.Length; place += 97)
        {
            byte[] changed = [.. bytes];
            changed[place] ^= 1;
            Assert.Throws<MlsException>(() =>
            {
                var tree = TlsReader.ReadAll(changed, RatchetTree.Read);
                tree.Check(test.Hex("group_id"), []);
                // What no signature or parent hash covers, the tree hash in the group context does.
                if (!tree.TreeHash().AsSpan().SequenceEqual(test["tree_hashes"]!.AsArray()[tree.Root]!.Hex()))
                    throw new MlsException("another tree");
            });
        }
    });

    [Fact]
    public void Update_paths_are_followed_to_the_known_secrets_and_own_ones_by_everybody() => MlsVectors.Each("treekem", 11, test =>
    {
        var tree = TlsReader.ReadAll(test.Hex("ratchet_tree"), RatchetTree.Read);
        var members = test["leaves_private"]!.AsArray().ToDictionary(leaf => leaf!.UInt("index"), leaf => Private(tree, leaf!));
        foreach (var update in test["update_paths"]!.AsArray().OfType<JsonNode>())
        {
            var sender = update.UInt("sender");
            var path = TlsReader.ReadAll(update.Hex("update_path"), UpdatePath.Read);
            Assert.True(path.Leaf.IsSignedFor(test.Hex("group_id"), sender));
            var after = tree.Copy();
            TreeKem.Apply(after, sender, path);
            update.AssertHex("tree_hash_after", after.TreeHash());
            var context = Context(test, after);
            foreach (var (leaf, member) in members.Where(member => member.Key != sender))
            {
                using var keys = member.Keys.Copy();
                update.AssertHex("commit_secret", TreeKem.Decrypt(after, keys, sender, path, context, []));
                CheckPathSecret(after, keys, sender, leaf, update["path_secrets"]!.AsArray()[(int)leaf]!);
            }
            MakeOwn(test, tree, sender, members);
        }
    });

    private static void MakeOwn(JsonNode test, RatchetTree tree, uint sender, Dictionary<uint, (PrivateTree Keys, P256KeyPair Signer)> members)
    {
        var (made, keys) = (tree.Copy(), members[sender].Keys.Copy());
        using var path = TreeKem.Generate(made, keys, members[sender].Signer, test.Hex("group_id"));
        var context = Context(test, made);
        var update = TreeKem.Encrypt(made, path, context, []);
        foreach (var (_, member) in members.Where(member => member.Key != sender))
        {
            var after = tree.Copy();
            TreeKem.Apply(after, sender, update);
            Assert.Equal(made.TreeHash(), after.TreeHash());
            using var others = member.Keys.Copy();
            Assert.Equal(path.CommitSecret, TreeKem.Decrypt(after, others, sender, update, context, []));
        }
        made.Check(test.Hex("group_id"), []);
    }

    private static (PrivateTree Keys, P256KeyPair Signer) Private(RatchetTree tree, JsonNode leaf)
    {
        var keys = new PrivateTree(leaf.UInt("index"), P256KeyPair.FromPrivateKey(leaf.Hex("encryption_priv")));
        foreach (var known in leaf["path_secrets"]!.AsArray())
        {
            using var secret = new PathSecret(known!.Hex("path_secret"));
            keys.Set(known!.Int("node"), secret.NodeKeyPair());
            Assert.NotNull(keys.Find(tree, known!.Int("node")));
        }
        return (keys, P256KeyPair.FromPrivateKey(leaf.Hex("signature_priv")));
    }

    private static void CheckPathSecret(RatchetTree tree, PrivateTree keys, uint sender, uint leaf, JsonNode known)
    {
        var common = tree.FilteredDirectPath(sender).First(step => TreeMath.IsUnder((int)(2 * leaf), step.Node)).Node;
        using var secret = new PathSecret(known.Hex());
        using var expected = secret.NodeKeyPair();
        Assert.Equal(expected.PublicKey.ToArray(), keys.Find(tree, common)!.PublicKey.ToArray());
    }

    private static byte[] Context(JsonNode test, RatchetTree after) => new GroupContext
    {
        GroupId = test.Hex("group_id"),
        Epoch = test["epoch"]!.GetValue<ulong>(),
        TreeHash = after.TreeHash(),
        ConfirmedTranscriptHash = test.Hex("confirmed_transcript_hash"),
    }.ToBytes();

    private static int? At(JsonNode test, string name, int node) => test[name]!.AsArray()[node]?.GetValue<int>();
}
