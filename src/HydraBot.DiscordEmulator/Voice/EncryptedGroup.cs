namespace HydraBot.DiscordEmulator.Voice;

/// <summary>
/// The voice server's part in a channel's end-to-end encryption (DAVE): who is in the group, one change at a time, everybody ready before it counts. What it
/// passes on it cannot read. The caller holds the channel's lock.
/// </summary>
internal sealed class EncryptedGroup(ulong channelId, Func<IReadOnlyCollection<VoiceSession>> present) : IDisposable
{
    private readonly ExternalSender _sender = new();
    private readonly List<ulong?> _leaves = [];
    private readonly HashSet<ulong> _unready = [];
    private readonly HashSet<ulong> _fellOut = [];
    private Change? _change;
    private ushort _transition;
    private bool _announced;

    /// <summary>How many commits the group has seen.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>The members, by their leaves.</summary>
    public IEnumerable<ulong> Members => _leaves.OfType<ulong>();

    public void Joined(VoiceSession session) => session.Say(25, _sender.Package());

    public void Handed(VoiceSession session, byte[] keyPackage)
    {
        session.KeyPackage = keyPackage;
        GoOn();
    }

    public void Left(ulong userId)
    {
        _unready.Remove(userId);
        if (_change is { } change && change.Joining.RemoveAll(joining => joining.UserId == userId) > 0 && !_announced)
            _change = null;
        GoOn();
    }

    /// <summary>Somebody could not follow: they are taken out, and added again with the key package that follows.</summary>
    public void FellOut(VoiceSession session)
    {
        session.KeyPackage = null;
        _fellOut.Add(session.UserId);
        _unready.Remove(session.UserId);
        GoOn();
    }

    /// <summary>A member's commit. The first that is for this epoch wins.</summary>
    public void Offered(byte[] payload)
    {
        if (_change is not { } change || _announced || MlsBytes.CommitSize(payload, out var epoch) is not { } size || epoch != Epoch)
            return;
        _announced = true;
        var id = NextTransition();
        var staying = Members.Except(change.Leaving).ToHashSet();
        foreach (var member in present().Where(session => staying.Contains(session.UserId)))
            member.Say(29, [.. MlsBytes.UInt16(id), .. payload.AsSpan(0, size)]);
        foreach (var joining in change.Joining)
            joining.Say(30, [.. MlsBytes.UInt16(id), .. payload.AsSpan(size)]);
        Take(change);
        _unready.UnionWith(present().Where(session => Members.Contains(session.UserId)).Select(session => session.UserId));
    }

    public void Ready(ulong userId, ushort transition)
    {
        if (transition != _transition || !_unready.Remove(userId))
            return;
        ExecuteWhenReady();
    }

    public void Dispose() => _sender.Dispose();

    private ushort NextTransition() => _transition = (ushort)((_transition % (ushort.MaxValue - 1)) + 1);

    private void ExecuteWhenReady()
    {
        if (!_announced || _unready.Count > 0)
            return;
        foreach (var session in present())
            session.Say(22, new JsonObject { ["transition_id"] = _transition });
        (_change, _announced) = (null, false);
        GoOn();
    }

    /// <summary>Starts the next change when none is under way.</summary>
    private void GoOn()
    {
        if (_announced)
        {
            if (_unready.Count == 0)
                ExecuteWhenReady();
            return;
        }
        if (_change is not null)
            return;
        var here = present().Where(session => session.DaveVersion > 0).ToList();
        var leaving = Members.Where(member => _fellOut.Contains(member) || here.TrueForAll(session => session.UserId != member)).ToList();
        if (Members.Any() && leaving.Count == Members.Count())
            _leaves.Clear();
        if (_leaves.Count == 0)
        {
            Found(here);
            if (_leaves.Count == 0)
                return;
            leaving = [];
        }
        var joining = here.Where(session => session.KeyPackage is not null && (!Members.Contains(session.UserId) || leaving.Contains(session.UserId))).ToList();
        if (joining.Count > 0 || leaving.Count > 0)
            Propose(new Change(joining, leaving), here);
    }

    /// <summary>The first with a key package has a group of its own, which is the channel's from now on.</summary>
    private void Found(List<VoiceSession> here)
    {
        if (here.Find(session => session.KeyPackage is not null) is not { } founder)
            return;
        founder.KeyPackage = null;
        _fellOut.Remove(founder.UserId);
        _leaves.Add(founder.UserId);
        Epoch = 0;
    }

    private void Propose(Change change, List<VoiceSession> here)
    {
        _change = change;
        byte[] proposals =
        [
            .. change.Leaving.SelectMany(member => _sender.ProposeRemove(channelId, Epoch, (uint)_leaves.IndexOf(member))),
            .. change.Joining.SelectMany(session => _sender.ProposeAdd(channelId, Epoch, session.KeyPackage!)),
        ];
        foreach (var member in here.Where(session => Members.Contains(session.UserId) && !change.Leaving.Contains(session.UserId)))
            member.Say(27, [0, .. MlsBytes.Vector(proposals)]);
    }

    private void Take(Change change)
    {
        foreach (var member in change.Leaving)
        {
            _leaves[_leaves.IndexOf(member)] = null;
            _fellOut.Remove(member);
        }
        foreach (var joining in change.Joining)
        {
            joining.KeyPackage = null;
            if (_leaves.IndexOf(null) is var free && free >= 0)
                _leaves[free] = joining.UserId;
            else
                _leaves.Add(joining.UserId);
        }
        Epoch++;
    }

    /// <summary>Who comes and who goes in one commit.</summary>
    private sealed record Change(List<VoiceSession> Joining, List<ulong> Leaving);
}
