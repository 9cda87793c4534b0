using System.Buffers.Binary;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Mls;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>The group behind the call: who may be in it, who changes it, and what happens when a change is not sound (DAVE, "MLS").</summary>
internal sealed partial class DaveSession
{
    private const byte Append = 0;
    private const byte Revoke = 1;
    private const int TransitionIdSize = 2;

    /// <summary>Clients connect (11): these users are in the call, and may be added to the group.</summary>
    public void ClientsConnected(IEnumerable<ulong> userIds)
    {
        lock (_lock)
            _recognised.UnionWith(userIds);
    }

    /// <summary>Client disconnect (13): this user has left the call.</summary>
    public void ClientDisconnected(ulong userId)
    {
        lock (_lock)
        {
            if (userId != _userId)
                _recognised.Remove(userId);
        }
    }

    /// <summary>External sender (25): who proposes changes in this call. It cannot change while there is a group.</summary>
    public void SetExternalSender(ReadOnlySpan<byte> package)
    {
        lock (_lock)
        {
            try
            {
                var sender = ExternalSender.Parse(package);
                if (_established)
                {
                    if (!sender.Is(_externalSender!))
                        LogRefused("external sender", "a group exists, with another one");
                    return;
                }
                _externalSender = sender;
                CreatePendingGroup();
            }
            catch (MlsException e)
            {
                LogRefused("external sender", e.Message);
            }
        }
    }

    /// <summary>Proposals (27): kept or revoked; while any are kept, a commit of all of them is offered (28).</summary>
    public IReadOnlyList<DaveReply> Proposals(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_group is null)
            {
                LogRefused("proposals", "there is no group to change");
                return [];
            }
            try
            {
                if (payload.IsEmpty)
                    throw new MlsException(MlsFailure.Malformed, "There is nothing in it.");
                if (payload[0] == Append)
                    Keep(_group, payload[1..]);
                else if (payload[0] == Revoke)
                    Forget(_group, payload[1..]);
                else
                    throw new MlsException(MlsFailure.Malformed, $"The operation {payload[0]} is neither append nor revoke.");
                return OfferCommit(_group);
            }
            catch (MlsException e)
            {
                LogRefused("proposals", e.Message);
                return [];
            }
        }
    }

    /// <summary>Announce commit transition (29): this commit has won. A commit that cannot be followed is reported (31), and the group started anew.</summary>
    public IReadOnlyList<DaveReply> AnnounceCommit(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (!TryReadTransition(payload, out var id, out var commit))
                return [];
            try
            {
                if (_group is null || (_group.Proposals.Count == 0 && _ownCommit is null))
                {
                    LogRefused("commit", "no change of the group is under way");
                    return [];
                }
                if (_ownCommit is { } own && own.Message.Span.SequenceEqual(commit))
                {
                    CheckNames(own.Next);
                    return Adopt(own.Next, id);
                }
                return Follow(_group, commit, id);
            }
            catch (MlsException e) when (e.Failure == MlsFailure.WrongGroup)
            {
                LogRefused("commit", e.Message);
                return [];
            }
            catch (MlsException e)
            {
                LogRefused("commit", e.Message);
                return Recover(id);
            }
        }
    }

    /// <summary>Welcome (30): this member has been added. A welcome that is not sound is reported (31), and a fresh key package handed out.</summary>
    public IReadOnlyList<DaveReply> Welcome(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (!TryReadTransition(payload, out var id, out var welcome))
                return [];
            MlsGroup? joined = null;
            try
            {
                if (_established)
                    throw new MlsException("This member is in the group already.");
                if (_keyPackage is null || _externalSender is null)
                    throw new MlsException(MlsFailure.MissingKey, "There is no key package, or no external sender, for it.");
                joined = MlsGroup.Join(welcome, _keyPackage);
                CheckJoined(joined, _externalSender);
                return Adopt(joined, id);
            }
            catch (MlsException e)
            {
                joined?.Dispose();
                LogRefused("welcome", e.Message);
                return Recover(id);
            }
        }
    }

    private IReadOnlyList<DaveReply> Follow(MlsGroup group, ReadOnlySpan<byte> message, ushort id)
    {
        if (!_established)
        {
            // Nobody else is in a group of one that has not been announced, so nobody else can have changed it.
            throw new MlsException("Another's commit came before a welcome.");
        }
        var commit = group.ReadCommit(message);
        if (!commit.HasOnlyReferences)
            throw new MlsException("A commit carries proposals of its own.");
        if (group.Follow(commit) is not { } next)
        {
            LogRemoved();
            Reset();
            _media.Use(null);
            return [];
        }
        try
        {
            CheckNames(next);
        }
        catch (MlsException)
        {
            next.Dispose();
            throw;
        }
        return Adopt(next, id);
    }

    private void Keep(MlsGroup group, ReadOnlySpan<byte> vector)
    {
        // All or none: a part of what the gateway sent together is not what it meant.
        var proposals = MlsFrames.Messages(vector).Select(message => group.ReadProposal(message)).ToList();
        foreach (var proposal in proposals)
        {
            if (proposal.Sender.Type != SenderType.External)
                throw new MlsException("A proposal is not from the call's external sender.");
            if (proposal.Proposal is AddProposal add)
                CheckAdded(add.KeyPackage);
            else if (proposal.Proposal is not RemoveProposal)
                throw new MlsException($"A proposal wants {proposal.Proposal.Type}; only additions and removals are allowed.");
        }
        proposals.ForEach(group.Keep);
    }

    private void CheckAdded(KeyPackage package)
    {
        package.Check();
        if (UserOf(package.LeafNode.Credential) is var user && !_recognised.Contains(user))
            throw new MlsException($"User {user} is to be added and is not in the call.");
    }

    private static void Forget(MlsGroup group, ReadOnlySpan<byte> vector)
    {
        foreach (var reference in MlsFrames.Opaques(vector))
        {
            if (!group.Forget(reference))
                throw new MlsException(MlsFailure.UnknownProposal, "A proposal is revoked that is not known.");
        }
    }

    private IReadOnlyList<DaveReply> OfferCommit(MlsGroup group)
    {
        _ownCommit?.Dispose();
        _ownCommit = null;
        if (group.Proposals.Count == 0 || group.Proposals.Any(proposal => proposal.Proposal is RemoveProposal remove && remove.Removed == group.OwnIndex))
            return [];
        _ownCommit = group.Commit(alwaysPath: false);
        return [DaveReply.Binary(VoiceOpcode.DaveCommitWelcome, [.. _ownCommit.Message.Span, .. _ownCommit.Welcome is { } welcome ? welcome.Span : []])];
    }

    private static void CheckJoined(MlsGroup group, ExternalSender expected)
    {
        var senders = group.Extensions.Where(extension => extension.Type == ExternalSender.ExtensionType).SelectMany(extension => ExternalSender.ParseList(extension.Data.Span)).ToList();
        if (senders.Count != 1 || !senders[0].Is(expected))
            throw new MlsException("The group does not have the call's external sender alone.");
        CheckNames(group);
    }

    private void CreatePendingGroup()
    {
        if (_externalSender is null || _established)
            return;
        _ownCommit?.Dispose();
        _ownCommit = null;
        _group?.Dispose();
        using var creator = NewKeyPackage();
        _group = MlsGroup.Create(_groupId, creator, [ExternalSender.ToExtension(_externalSender)]);
    }

    private bool TryReadTransition(ReadOnlySpan<byte> payload, out ushort id, out ReadOnlySpan<byte> rest)
    {
        id = 0;
        rest = default;
        if (payload.Length < TransitionIdSize)
        {
            LogRefused("message", "it is too short for a transition");
            return false;
        }
        id = BinaryPrimitives.ReadUInt16BigEndian(payload);
        rest = payload[TransitionIdSize..];
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The call's encryption refused a {What}: {Why}")]
    private partial void LogRefused(string what, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "This member was removed from the call's encryption")]
    private partial void LogRemoved();
}
