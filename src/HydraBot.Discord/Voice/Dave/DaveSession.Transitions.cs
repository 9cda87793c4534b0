using System.Buffers.Binary;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Mls;
using HydraBot.Mls.Groups;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>Versions and epochs: how the call changes from one to the next without a gap (DAVE, "Protocol transitions").</summary>
internal sealed partial class DaveSession
{
    /// <summary>Session description (4) names the version that the call has now.</summary>
    public IReadOnlyList<DaveReply> Begin(int protocolVersion)
    {
        lock (_lock)
        {
            ProtocolVersion = protocolVersion;
            if (protocolVersion == 0)
            {
                _media.AllowPassThrough(null);
                return [];
            }
            _media.EndPassThrough();
            return [Restart()];
        }
    }

    /// <summary>Prepare transition (21): another version is coming, or the present one again.</summary>
    public IReadOnlyList<DaveReply> PrepareTransition(int protocolVersion, ushort id)
    {
        lock (_lock)
        {
            Remember(id, new PendingTransition(protocolVersion, null));
            if (id == 0)
            {
                ExecuteTransition(id);
                return [];
            }
            if (protocolVersion == 0)
                _media.AllowPassThrough(DaveProtocol.DowngradeOverlap);
            return [DaveReply.Transition(VoiceOpcode.DaveTransitionReady, id)];
        }
    }

    /// <summary>Execute transition (22): what was prepared holds from now on. An unknown one is passed over.</summary>
    public void ExecuteTransition(ushort id)
    {
        lock (_lock)
        {
            if (!_transitions.Remove(id, out var transition))
            {
                LogUnknownTransition(id);
                return;
            }
            ProtocolVersion = transition.ProtocolVersion;
            _lastTransition = id;
            if (transition.ProtocolVersion == 0)
            {
                _media.Use(null);
                _media.AllowPassThrough(null);
            }
            else
            {
                // A group that was started anew and has not begun yet has no keys, and those of the old one are not for it.
                if (transition.Encryptor is not null || !_established)
                    _media.Use(transition.Encryptor);
                _media.EndPassThrough();
            }
        }
    }

    /// <summary>Prepare epoch (24): epoch 1 starts the group anew, any other changes the version alone.</summary>
    public IReadOnlyList<DaveReply> PrepareEpoch(int protocolVersion, ulong epoch)
    {
        lock (_lock)
        {
            if (protocolVersion > DaveProtocol.Version)
                LogUnknownVersion(protocolVersion);
            return epoch == 1 && protocolVersion > 0 ? [Restart()] : [];
        }
    }

    /// <summary>The transition to report when frames do not decrypt any more; null while a change is under way, which may mend it, and before the first.</summary>
    public ushort? RecoveryTransition
    {
        get
        {
            lock (_lock)
                return _established && _transitions.Count == 0 ? _lastTransition : null;
        }
    }

    /// <summary>Something that only a new start can mend, such as frames that do not decrypt any more: says so and starts anew (31, 26).</summary>
    public IReadOnlyList<DaveReply> Recover(ushort transitionId)
    {
        lock (_lock)
            return [DaveReply.Transition(VoiceOpcode.DaveInvalidCommitWelcome, transitionId), Restart()];
    }

    /// <summary>Gives up the group and hands out a fresh key package.</summary>
    private DaveReply Restart()
    {
        Reset();
        CreatePendingGroup();
        _keyPackage = NewKeyPackage();
        return DaveReply.Binary(VoiceOpcode.DaveKeyPackage, _keyPackage.KeyPackage.ToBytes());
    }

    /// <summary>Takes over an epoch: everybody's new keys are there for receiving, and this member sends with its own once the transition is executed.</summary>
    private IReadOnlyList<DaveReply> Adopt(MlsGroup group, ushort transitionId)
    {
        if (!ReferenceEquals(_group, group))
            _group?.Dispose();
        _group = group;
        _established = true;
        if (!ReferenceEquals(_ownCommit?.Next, group))
            _ownCommit?.Dispose();
        _ownCommit = null;
        _keyPackage?.Dispose();
        _keyPackage = null;
        _media.Begin(MembersOf(group).Where(member => member.UserId != _userId).Select(member => (member.UserId, RatchetOf(group, member.UserId))));
        var version = Math.Max(ProtocolVersion, DaveProtocol.Version);
        Remember(transitionId, new PendingTransition(version, new FrameEncryptor(RatchetOf(group, _userId))));
        LogEpoch(group.Epoch, transitionId);
        if (transitionId != 0)
            return [DaveReply.Transition(VoiceOpcode.DaveTransitionReady, transitionId)];
        ExecuteTransition(0);
        return [];
    }

    private void Remember(ushort id, PendingTransition transition)
    {
        if (_transitions.Remove(id, out var replaced))
            replaced.Encryptor?.Dispose();
        _transitions.Add(id, transition);
    }

    private static HashRatchet RatchetOf(MlsGroup group, ulong userId)
    {
        Span<byte> context = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(context, userId);
        return new HashRatchet(group.Export(DaveProtocol.ExporterLabel, context, DaveProtocol.KeySize));
    }

    /// <summary>A name may stand in the group once: otherwise somebody could be heard under another's.</summary>
    private static void CheckNames(MlsGroup group)
    {
        var users = MembersOf(group).Select(member => member.UserId).ToList();
        if (users.Distinct().Count() != users.Count)
            throw new MlsException("A user is in the group twice.");
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Transition {Id} was to be executed and had not been prepared")]
    private partial void LogUnknownTransition(ushort id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The call prepares version {Version} of its encryption, which is not known here")]
    private partial void LogUnknownVersion(int version);

    [LoggerMessage(Level = LogLevel.Information, Message = "The call's encryption is in epoch {Epoch} (transition {TransitionId})")]
    private partial void LogEpoch(ulong epoch, ushort transitionId);
}
