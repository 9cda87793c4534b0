using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Groups;

/// <summary>The proposals of one commit: judged together (RFC 9420, section 12.2), then applied to a tree (section 12.3).</summary>
internal sealed class ProposalSet
{
    private readonly IReadOnlyList<ReceivedProposal> _all;
    private readonly uint _committer;

    public ProposalSet(IReadOnlyList<ReceivedProposal> all, uint committer)
    {
        _all = all;
        _committer = committer;
        foreach (var proposal in all)
        {
            if (proposal.Proposal.Type is ProposalType.ReInit or ProposalType.ExternalInit)
                throw new MlsException(MlsFailure.Unsupported, $"A commit proposes {proposal.Proposal.Type}, which is not supported.");
        }
        CheckTogether();
    }

    /// <summary>Whether the committer must send new keys (RFC 9420, section 12.4).</summary>
    public bool NeedPath => _all.Count == 0
        || _all.Any(proposal => proposal.Proposal.Type is ProposalType.Update or ProposalType.Remove or ProposalType.GroupContextExtensions);

    public IEnumerable<KeyPackage> Added => Of<AddProposal>().Select(add => add.Proposal.KeyPackage);

    public IEnumerable<PreSharedKeyId> PreSharedKeys => Of<PreSharedKeyProposal>().Select(shared => shared.Proposal.Id);

    public bool Removes(uint leaf) => Of<RemoveProposal>().Any(remove => remove.Proposal.Removed == leaf);

    /// <summary>The update proposal of a member, by its reference.</summary>
    public ReadOnlyMemory<byte>? UpdateOf(uint leaf) => Of<UpdateProposal>().FirstOrDefault(update => update.Sender.Index == leaf).Reference;

    /// <summary>The group's extensions once this is applied.</summary>
    public IReadOnlyList<Extension> Extensions(IReadOnlyList<Extension> before) =>
        Of<GroupContextExtensionsProposal>().Select(change => change.Proposal.Extensions).FirstOrDefault(before);

    /// <summary>Changes the tree; returns the leaves of those whom it adds, in order.</summary>
    public List<uint> Apply(RatchetTree tree, ReadOnlySpan<byte> groupId, TimeProvider? lifetimeClock)
    {
        foreach (var (update, sender, _) in Of<UpdateProposal>())
            Update(tree, sender.Index, update.LeafNode, groupId);
        foreach (var (remove, _, _) in Of<RemoveProposal>())
        {
            if (tree.Leaf(remove.Removed) is null)
                throw new MlsException($"Leaf {remove.Removed} is to be removed and is blank.");
            tree.Remove(remove.Removed);
        }
        var added = new List<uint>();
        foreach (var package in Added)
        {
            package.Check();
            if (lifetimeClock is not null && !package.LeafNode.Lifetime!.Contains(lifetimeClock.GetUtcNow()))
                throw new MlsException("A key package that is to be added has expired, or is not valid yet.");
            if (!package.LeafNode.IsSignedFor(groupId, 0))
                throw new MlsException(MlsFailure.NotAuthentic, "The signature of a leaf that is to be added does not check out.");
            added.Add(tree.Add(package.LeafNode));
        }
        return added;
    }

    private static void Update(RatchetTree tree, uint index, LeafNode leaf, ReadOnlySpan<byte> groupId)
    {
        if (tree.Leaf(index) is not { } before)
            throw new MlsException($"Leaf {index} is to be updated and is blank.");
        if (leaf.Source != LeafNodeSource.Update || leaf.EncryptionKey.Span.SequenceEqual(before.EncryptionKey.Span))
            throw new MlsException($"The update of leaf {index} is not made for an update, or brings no new key.");
        if (!leaf.IsSignedFor(groupId, index))
            throw new MlsException(MlsFailure.NotAuthentic, $"The signature of the update of leaf {index} does not check out.");
        tree.Update(index, leaf);
    }

    private void CheckTogether()
    {
        var changed = new HashSet<uint>();
        foreach (var (_, sender, _) in Of<UpdateProposal>())
        {
            if (sender.Index == _committer)
                throw new MlsException("A commit holds an update of the committer.");
            if (!changed.Add(sender.Index))
                throw new MlsException($"A commit changes leaf {sender.Index} twice.");
        }
        foreach (var (remove, _, _) in Of<RemoveProposal>())
        {
            if (remove.Removed == _committer)
                throw new MlsException("A commit removes the committer.");
            if (!changed.Add(remove.Removed))
                throw new MlsException($"A commit changes leaf {remove.Removed} twice.");
        }
        if (Of<GroupContextExtensionsProposal>().Count() > 1)
            throw new MlsException("A commit replaces the group's extensions twice.");
        var shared = PreSharedKeys.Select(id => Convert.ToHexString(Codec.TlsWriter.Write(id.Write))).ToList();
        if (shared.Distinct().Count() != shared.Count)
            throw new MlsException("A commit mixes in a pre-shared key twice.");
    }

    private IEnumerable<(T Proposal, Sender Sender, ReadOnlyMemory<byte>? Reference)> Of<T>() where T : Proposal =>
        from received in _all
        where received.Proposal is T
        select ((T)received.Proposal, received.Sender, (ReadOnlyMemory<byte>?)received.Reference);
}
