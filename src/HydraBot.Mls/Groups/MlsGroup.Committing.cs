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
    /// <summary>Commits all kept proposals by reference (RFC 9420, section 12.4.1). The group stays as it is until the caller takes <see cref="PendingCommit.Next"/>.</summary>
    /// <param name="alwaysPath">Sends new keys also where only additions would need none.</param>
    public PendingCommit Commit(bool alwaysPath = true) =>
        Commit([.. _proposals.Select(proposal => new ProposalOrReference(null, proposal.Reference))], _proposals, alwaysPath);

    /// <summary>Adds somebody in one step: the proposal goes inside the commit, with those that are kept.</summary>
    public PendingCommit CommitAdd(KeyPackage keyPackage, bool alwaysPath = true)
    {
        keyPackage.Check();
        return CommitWith(new AddProposal(keyPackage), alwaysPath);
    }

    /// <summary>Removes a member in one step: the proposal goes inside the commit, with those that are kept.</summary>
    public PendingCommit CommitRemove(uint leaf) => CommitWith(new RemoveProposal(leaf), alwaysPath: true);

    /// <summary>Mixes a pre-shared key of the application in: the proposal goes inside the commit, with those that are kept.</summary>
    public PendingCommit CommitPreSharedKey(ReadOnlyMemory<byte> name) =>
        CommitWith(new PreSharedKeyProposal(new PreSharedKeyId(name, null, RandomNumberGenerator.GetBytes(CipherSuite.HashSize))), alwaysPath: true);

    private PendingCommit CommitWith(Proposal proposal, bool alwaysPath)
    {
        var inline = new ReceivedProposal([], new Sender(SenderType.Member, OwnIndex), proposal);
        return Commit(
            [.. _proposals.Select(kept => new ProposalOrReference(null, kept.Reference)), new ProposalOrReference(proposal, default)], [.. _proposals, inline], alwaysPath);
    }

    private PendingCommit Commit(IReadOnlyList<ProposalOrReference> listed, IReadOnlyList<ReceivedProposal> proposals, bool alwaysPath)
    {
        var set = new ProposalSet(proposals, OwnIndex);
        var extensions = set.Extensions(_context.Extensions);
        var (tree, keys) = (_tree.Copy(), _keys.Copy());
        NewPath? path = null;
        EpochSecrets? secrets = null;
        var preSharedKey = PreSharedKeys.Secret([.. set.PreSharedKeys.Select(FindPreSharedKey)]);
        try
        {
            var added = set.Apply(tree, _context.GroupId.Span, _options.LifetimeClock);
            tree.CheckMembers(extensions);
            path = alwaysPath || set.NeedPath ? TreeKem.Generate(tree, keys, _signer, _context.GroupId.Span) : null;
            var context = _context with { Epoch = _context.Epoch + 1, TreeHash = tree.TreeHash(), Extensions = extensions };
            var commit = new Commit(listed, path is null ? null : TreeKem.Encrypt(tree, path, context.ToBytes(), added));
            var content = AuthenticatedContent.Sign(WireFormat.PublicMessage, Frame(ContentType.Commit) with { Commit = commit }, _signer, _contextBytes);

            context = context with { ConfirmedTranscriptHash = TranscriptHash.Confirmed(_interimTranscriptHash, content) };
            secrets = EpochSecrets.Begin(_secrets.Init, path?.CommitSecret ?? new byte[CipherSuite.HashSize], preSharedKey, context.ToBytes());
            var tag = secrets.ConfirmationTag(context.ConfirmedTranscriptHash.Span);
            content = content with { Auth = content.Auth with { ConfirmationTag = tag } };
            var welcome = added.Count == 0 ? null : WriteWelcome(context, tree, secrets, tag, [.. set.Added.Zip(added)], path, [.. set.PreSharedKeys]);
            secrets.ForgetBeginning();
            keys.Prune(tree);
            return new PendingCommit(ToPublic(content).ToBytes(), welcome, new MlsGroup(context, tree, keys, _signer.Copy(), secrets, tag, _options, NextResumptions()));
        }
        catch
        {
            keys.Dispose();
            secrets?.Dispose();
            throw;
        }
        finally
        {
            path?.Dispose();
            CryptographicOperations.ZeroMemory(preSharedKey);
        }
    }

    private byte[] WriteWelcome(
        GroupContext context, RatchetTree tree, EpochSecrets secrets, byte[] tag, IReadOnlyList<(KeyPackage Package, uint Leaf)> added, NewPath? path,
        IReadOnlyList<PreSharedKeyId> preSharedKeys)
    {
        var info = new GroupInfo
        {
            Context = context,
            Extensions = [new Extension(Extension.RatchetTree, TlsWriter.Write(tree.Write))],
            ConfirmationTag = tag,
            Signer = OwnIndex,
        }.Sign(_signer);
        var (key, nonce) = EpochSecrets.WelcomeKey(secrets.Welcome);
        var encryptedInfo = Aead.Seal(key, nonce, TlsWriter.Write(info.Write), []);
        CryptographicOperations.ZeroMemory(key);
        var all = added.Select(member =>
        {
            var pathSecret = path?.SecretFor(member.Leaf)?.Memory;
            var plain = TlsWriter.Write(new GroupSecrets(secrets.Joiner, pathSecret, preSharedKeys).Write);
            var encrypted = Labeled.Encrypt(member.Package.InitKey.Span, "Welcome", encryptedInfo, plain);
            CryptographicOperations.ZeroMemory(plain);
            return new EncryptedGroupSecrets(member.Package.Reference(), encrypted);
        });
        return TlsWriter.Write(new Welcome(CipherSuite.Id, [.. all], encryptedInfo).Write);
    }
}
