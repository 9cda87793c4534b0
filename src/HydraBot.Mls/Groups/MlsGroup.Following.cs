using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Groups;

public sealed partial class MlsGroup
{
    /// <summary>Authenticates a commit (an MLSMessage) of another member, so that the application can judge it before <see cref="Follow"/>.</summary>
    public ReceivedCommit ReadCommit(ReadOnlySpan<byte> message)
    {
        var content = Authenticate(MlsMessage.Parse(message));
        if (content.Content.ContentType != ContentType.Commit)
            throw new MlsException(MlsFailure.Malformed, "A message is no commit.");
        if (content.Content.Sender is not { Type: SenderType.Member } sender)
            throw new MlsException(MlsFailure.Unsupported, "A commit is not from a member.");
        return sender.Index == OwnIndex
            ? throw new MlsException("A commit is this member's own: it is not followed, its pending state is taken.")
            : new ReceivedCommit(content);
    }

    /// <summary>
    /// Goes along with a commit of this epoch (RFC 9420, section 12.4.2) and returns the group in the epoch that it begins; null when the commit removes this
    /// member. This epoch stays as it is, for messages that are still under way, until it is disposed of.
    /// </summary>
    public MlsGroup? Follow(ReceivedCommit received)
    {
        var (commit, committer) = (received.Commit, received.Committer);
        CheckFrame(received.Content.Content.GroupId.Span, received.Content.Content.Epoch);
        var set = new ProposalSet([.. commit.Proposals.Select(proposal => Resolve(proposal, committer))], committer);
        if (set.NeedPath && commit.Path is null)
            throw new MlsException("A commit has no new keys and needs them.");
        var (tree, keys) = (_tree.Copy(), _keys.Copy());
        EpochSecrets? secrets = null;
        byte[] preSharedKey = [], commitSecret = [];
        try
        {
            var extensions = set.Extensions(_context.Extensions);
            var added = set.Apply(tree, _context.GroupId.Span, _options.LifetimeClock);
            if (set.Removes(OwnIndex))
            {
                keys.Dispose();
                return null;
            }
            TakeOwnUpdate(set, keys);
            if (commit.Path is { } path)
                ApplyPath(tree, committer, path);
            tree.CheckMembers(extensions);
            var context = _context with { Epoch = _context.Epoch + 1, TreeHash = tree.TreeHash(), Extensions = extensions };
            commitSecret = commit.Path is null
                ? new byte[CipherSuite.HashSize] : TreeKem.Decrypt(tree, keys, committer, commit.Path, context.ToBytes(), added);
            preSharedKey = PreSharedKeys.Secret([.. set.PreSharedKeys.Select(FindPreSharedKey)]);

            context = context with { ConfirmedTranscriptHash = TranscriptHash.Confirmed(_interimTranscriptHash, received.Content) };
            secrets = EpochSecrets.Begin(_secrets.Init, commitSecret, preSharedKey, context.ToBytes());
            var tag = secrets.ConfirmationTag(context.ConfirmedTranscriptHash.Span);
            if (!CryptographicOperations.FixedTimeEquals(tag, received.Content.Auth.ConfirmationTag.Span))
                throw new MlsException(MlsFailure.NotAuthentic, "A commit's confirmation tag does not check out.");
            secrets.ForgetBeginning();
            keys.Prune(tree);
            return new MlsGroup(context, tree, keys, _signer.Copy(), secrets, tag, _options, NextResumptions());
        }
        catch
        {
            keys.Dispose();
            secrets?.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(preSharedKey);
            CryptographicOperations.ZeroMemory(commitSecret);
        }
    }

    private ReceivedProposal Resolve(ProposalOrReference listed, uint committer)
    {
        if (listed.Proposal is { } inline)
            return new ReceivedProposal([], new Sender(SenderType.Member, committer), inline);
        return Find(listed.Reference.Span) ?? throw new MlsException(MlsFailure.UnknownProposal, "A commit refers to a proposal that has not been received.");
    }

    private void TakeOwnUpdate(ProposalSet set, PrivateTree keys)
    {
        if (set.UpdateOf(OwnIndex) is not { } reference)
            return;
        if (!_ownUpdates.TryGetValue(Convert.ToHexString(reference.Span), out var key))
            throw new MlsException(MlsFailure.MissingKey, "The private key of an own update is not here.");
        keys.Set((int)(2 * OwnIndex), key.Copy());
    }

    private void ApplyPath(RatchetTree tree, uint committer, UpdatePath path)
    {
        if (tree.Leaf(committer) is not { } before || path.Leaf.EncryptionKey.Span.SequenceEqual(before.EncryptionKey.Span))
            throw new MlsException("An update path brings no new key for its sender.");
        if (!path.Leaf.IsSignedFor(_context.GroupId.Span, committer))
            throw new MlsException(MlsFailure.NotAuthentic, "The signature of an update path's leaf does not check out.");
        TreeKem.Apply(tree, committer, path);
    }

    private (PreSharedKeyId Id, ReadOnlyMemory<byte> Key) FindPreSharedKey(PreSharedKeyId id)
    {
        if (id.Resumption is not { } resumption)
            return FindPreSharedKey(id, _options);
        if (resumption.Usage != ResumptionId.Application || !resumption.GroupId.Span.SequenceEqual(_context.GroupId.Span))
            throw new MlsException(MlsFailure.Unsupported, "A secret of another group, or for another use than in this group, is asked for.");
        var key = resumption.Epoch == Epoch ? _secrets.Resumption : _resumptions.Find(resumption.Epoch);
        return (id, key ?? throw new MlsException(MlsFailure.MissingKey, $"The secret of epoch {resumption.Epoch} is not kept any more."));
    }

    private static (PreSharedKeyId Id, ReadOnlyMemory<byte> Key) FindPreSharedKey(PreSharedKeyId id, MlsGroupOptions options) => id.Resumption is null
        ? (id, options.PreSharedKey?.Invoke(id.Id) ?? throw new MlsException(MlsFailure.MissingKey, "A pre-shared key is not known here."))
        : throw new MlsException(MlsFailure.Unsupported, "A secret of another group is asked for.");
}
