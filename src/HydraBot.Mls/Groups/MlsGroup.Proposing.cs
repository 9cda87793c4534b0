using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;

namespace HydraBot.Mls.Groups;

public sealed partial class MlsGroup
{
    /// <summary>Authenticates a proposal (an MLSMessage) from a member, an external sender or somebody who wants in. It is kept only by <see cref="Keep"/>.</summary>
    public ReceivedProposal ReadProposal(ReadOnlySpan<byte> message)
    {
        var content = Authenticate(MlsMessage.Parse(message));
        return content.Content.ContentType == ContentType.Proposal
            ? new ReceivedProposal(content.ProposalReference(), content.Content.Sender, content.Content.Proposal!)
            : throw new MlsException(MlsFailure.Malformed, "A message is no proposal.");
    }

    /// <summary>Keeps a proposal for the next commit. The same one again changes nothing.</summary>
    public void Keep(ReceivedProposal proposal)
    {
        if (Find(proposal.Reference.Span) is null)
            _proposals.Add(proposal);
    }

    /// <summary>Drops a kept proposal. False when there is none of this name.</summary>
    public bool Forget(ReadOnlySpan<byte> reference) => Find(reference) is { } found && _proposals.Remove(found);

    /// <summary>Proposes to add somebody, keeps that, and returns the MLSMessage for the others.</summary>
    public byte[] ProposeAdd(KeyPackage keyPackage)
    {
        keyPackage.Check();
        return Propose(new AddProposal(keyPackage)).Message;
    }

    /// <summary>Proposes to remove a member, keeps that, and returns the MLSMessage for the others.</summary>
    public byte[] ProposeRemove(uint leaf) => _tree.Leaf(leaf) is null
        ? throw new MlsException($"Leaf {leaf} is blank.")
        : Propose(new RemoveProposal(leaf)).Message;

    /// <summary>Proposes a new leaf for this member, keeps that, and returns the MLSMessage for the others. Somebody else must commit it.</summary>
    public byte[] ProposeUpdate()
    {
        var key = P256.Generate();
        var leaf = _tree.Leaf(OwnIndex)! with { EncryptionKey = key.PublicKey, Source = LeafNodeSource.Update, Lifetime = null, ParentHash = default };
        var (message, reference) = Propose(new UpdateProposal(leaf.Sign(_signer, _context.GroupId.Span, OwnIndex)));
        _ownUpdates.Add(Convert.ToHexString(reference), key);
        return message;
    }

    private (byte[] Message, byte[] Reference) Propose(Proposal proposal)
    {
        var content = AuthenticatedContent.Sign(WireFormat.PublicMessage, Frame(ContentType.Proposal) with { Proposal = proposal }, _signer, _contextBytes);
        var reference = content.ProposalReference();
        _proposals.Add(new ReceivedProposal(reference, content.Content.Sender, proposal));
        return (ToPublic(content).ToBytes(), reference);
    }

    private FramedContent Frame(ContentType type) =>
        new() { GroupId = _context.GroupId, Epoch = _context.Epoch, Sender = new Sender(SenderType.Member, OwnIndex), ContentType = type };

    private MlsMessage ToPublic(AuthenticatedContent content) =>
        new() { Public = new PublicMessage(content.Content, content.Auth, content.MembershipTag(_secrets.MembershipKey, _contextBytes)) };

    private ReceivedProposal? Find(ReadOnlySpan<byte> reference)
    {
        foreach (var proposal in _proposals)
        {
            if (proposal.Reference.Span.SequenceEqual(reference))
                return proposal;
        }
        return null;
    }

    /// <summary>Throws unless the message is of this epoch and from whom it says.</summary>
    private AuthenticatedContent Authenticate(MlsMessage message)
    {
        AuthenticatedContent content;
        if (message.Public is { } open)
        {
            CheckFrame(open.Content.GroupId.Span, open.Content.Epoch);
            if (open.Content.ContentType == ContentType.Application)
                throw new MlsException("Application data comes encrypted only.");
            content = open.Authenticated;
            if (content.Content.Sender.Type == SenderType.Member
                && !content.HasMembershipTag(open.MembershipTag.Span, _secrets.MembershipKey, _contextBytes))
                throw new MlsException(MlsFailure.NotAuthentic, "A message's membership tag does not check out.");
        }
        else if (message.Private is { } closed)
        {
            CheckFrame(closed.GroupId.Span, closed.Epoch);
            content = PrivateMessageProtection.Unprotect(closed, _messageKeys, _secrets.SenderData);
        }
        else
        {
            throw new MlsException(MlsFailure.Malformed, "A message is of a form that is not for a group.");
        }
        if (!content.IsSignedBy(SignatureKeyOf(content.Content).Span, _contextBytes))
            throw new MlsException(MlsFailure.NotAuthentic, "A message's signature does not check out.");
        return content;
    }

    private ReadOnlyMemory<byte> SignatureKeyOf(FramedContent content)
    {
        var (type, index) = (content.Sender.Type, content.Sender.Index);
        switch (type)
        {
            case SenderType.Member:
                return _tree.Leaf(index)?.SignatureKey ?? throw new MlsException($"A message is from leaf {index}, which is blank.");
            case SenderType.External when content.Proposal?.Type is ProposalType.Add or ProposalType.Remove or ProposalType.PreSharedKey or ProposalType.ReInit or ProposalType.GroupContextExtensions:
                var list = _context.Extensions.FirstOrDefault(extension => extension.Type == Extension.ExternalSenders);
                var senders = list is null ? [] : ExternalSender.ParseList(list.Data.Span);
                return index < senders.Count ? senders[(int)index].SignatureKey : throw new MlsException($"The group does not know external sender {index}.");
            case SenderType.NewMemberProposal when content.Proposal is AddProposal add:
                return add.KeyPackage.LeafNode.SignatureKey;
            case SenderType.NewMemberCommit:
                throw new MlsException(MlsFailure.Unsupported, "Joining by a commit of one's own is not supported.");
            default:
                throw new MlsException($"A sender of type {type} may not send this.");
        }
    }
}
