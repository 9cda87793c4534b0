using System.Security.Cryptography;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Groups;

public sealed partial class MlsGroup
{
    /// <summary>Joins a group by a Welcome (RFC 9420, section 12.4.3.1). Throws <see cref="MlsException"/> when it is not for this key package, or not sound.</summary>
    /// <param name="welcome">The Welcome, without a frame.</param>
    /// <param name="own">The key package that was handed out. It has served: the caller disposes of it.</param>
    /// <param name="ratchetTree">The tree, where the Welcome does not bring it along.</param>
    /// <param name="options">What the group needs from outside.</param>
    public static MlsGroup Join(ReadOnlySpan<byte> welcome, KeyPackageSecrets own, ReadOnlySpan<byte> ratchetTree = default, MlsGroupOptions? options = null)
    {
        var tree = ratchetTree.IsEmpty ? null : TlsReader.ReadAll(ratchetTree, RatchetTree.Read);
        return Join(TlsReader.ReadAll(welcome, Welcome.Read), own, tree, options ?? MlsGroupOptions.None);
    }

    internal static MlsGroup Join(Welcome welcome, KeyPackageSecrets own, RatchetTree? givenTree, MlsGroupOptions options)
    {
        if (welcome.Suite != CipherSuite.Id)
            throw new MlsException(MlsFailure.Unsupported, $"A welcome is for ciphersuite {welcome.Suite}.");
        var secrets = OpenSecrets(welcome, own);
        var joiner = secrets.JoinerSecret.ToArray();
        var preSharedKey = PreSharedKeys.Secret([.. secrets.PreSharedKeys.Select(id => FindPreSharedKey(id, options))]);
        var (key, nonce) = EpochSecrets.WelcomeKey(joiner, preSharedKey);
        var info = TlsReader.ReadAll(Aead.Open(key, nonce, welcome.EncryptedGroupInfo.Span, []), GroupInfo.Read);
        CryptographicOperations.ZeroMemory(key);

        var (tree, index) = CheckTree(info, own, givenTree);
        var keys = new PrivateTree(index, own.Encryption.Copy());
        var epoch = EpochSecrets.Join(joiner, preSharedKey, info.Context.ToBytes());
        try
        {
            if (secrets.PathSecret is { } pathSecret)
                FollowWelcome(tree, keys, info.Signer, new PathSecret(pathSecret.ToArray()));
            if (!CryptographicOperations.FixedTimeEquals(epoch.ConfirmationTag(info.Context.ConfirmedTranscriptHash.Span), info.ConfirmationTag.Span))
                throw new MlsException(MlsFailure.NotAuthentic, "A welcome's confirmation tag does not check out.");
            epoch.ForgetBeginning();
            return new MlsGroup(info.Context, tree, keys, own.Signature.Copy(), epoch, info.ConfirmationTag.ToArray(), options);
        }
        catch
        {
            keys.Dispose();
            epoch.Dispose();
            throw;
        }
    }

    private static GroupSecrets OpenSecrets(Welcome welcome, KeyPackageSecrets own)
    {
        var reference = own.KeyPackage.Reference();
        var mine = welcome.Secrets.FirstOrDefault(secrets => secrets.NewMember.Span.SequenceEqual(reference))
            ?? throw new MlsException(MlsFailure.MissingKey, "A welcome is not for this key package.");
        var plain = Labeled.Decrypt(own.Init, "Welcome", welcome.EncryptedGroupInfo.Span, mine.Secrets);
        var secrets = TlsReader.ReadAll(plain, GroupSecrets.Read);
        CryptographicOperations.ZeroMemory(plain);
        return secrets;
    }

    private static (RatchetTree Tree, uint OwnIndex) CheckTree(GroupInfo info, KeyPackageSecrets own, RatchetTree? givenTree)
    {
        if (info.Context.Version != CipherSuite.Protocol || info.Context.Suite != CipherSuite.Id)
            throw new MlsException(MlsFailure.Unsupported, "A welcome leads to a group of another version or ciphersuite.");
        var carried = info.Extensions.FirstOrDefault(extension => extension.Type == Extension.RatchetTree);
        var tree = carried is not null ? TlsReader.ReadAll(carried.Data.Span, RatchetTree.Read)
            : givenTree?.Copy() ?? throw new MlsException("A welcome has no tree, and none was given.");
        var signer = tree.Leaf(info.Signer) ?? throw new MlsException("A welcome's signer is no member.");
        if (!info.IsSignedBy(signer.SignatureKey.Span))
            throw new MlsException(MlsFailure.NotAuthentic, "A welcome's signature does not check out.");
        if (!tree.TreeHash().AsSpan().SequenceEqual(info.Context.TreeHash.Span))
            throw new MlsException(MlsFailure.NotAuthentic, "A welcome's tree is not the group's.");
        tree.Check(info.Context.GroupId.Span, info.Context.Extensions);
        var leaf = TlsWriter.Write(own.KeyPackage.LeafNode.Write);
        foreach (var (index, member) in tree.Members())
        {
            if (TlsWriter.Write(member.Write).AsSpan().SequenceEqual(leaf))
                return (tree, index);
        }
        throw new MlsException("A welcome's tree does not hold this member.");
    }

    private static void FollowWelcome(RatchetTree tree, PrivateTree keys, uint signer, PathSecret secret)
    {
        var own = (int)(2 * keys.OwnLeaf);
        var nodes = TreeMath.DirectPath((int)(2 * signer), tree.LeafCount)
            .SkipWhile(node => !TreeMath.IsUnder(own, node)).Where(node => tree[node] is not null);
        CryptographicOperations.ZeroMemory(TreeKem.Follow(tree, keys, nodes, secret));
    }
}
