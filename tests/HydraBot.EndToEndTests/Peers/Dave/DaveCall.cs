using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>A call with members of both makes, and the voice gateway's part in it: who is proposed, whose commit wins, who is welcomed.</summary>
internal sealed class DaveCall : IAsyncDisposable
{
    public const ulong ChannelId = 927310423890473011;

    private readonly DaveyPeers _peers = new();
    private readonly List<HydraMember> _ours = [];
    private readonly List<ulong?> _leaves = [];
    private byte[]? _externalSender;
    private ushort _transition;
    private ulong _users = 158049329150427136;

    public FakeTimeProvider Time { get; } = new();

    public List<ICallMember> Members { get; } = [];

    public ulong Epoch { get; private set; }

    public DaveyPeers Peers => _peers;

    public HydraMember Hydra()
    {
        var member = new HydraMember(++_users, ChannelId, Time);
        _ours.Add(member);
        return member;
    }

    public DaveyMember Davey() => new(_peers, ++_users, ChannelId);

    /// <summary>The first member, alone: its group begins with the first commit.</summary>
    public async Task OpenAsync(ICallMember first)
    {
        await JoinAsync(first);
        Members.Add(first);
        _leaves.Add(first.UserId);
        Epoch = 0;
    }

    public async Task<byte[]> JoinAsync(ICallMember member)
    {
        _externalSender ??= await _peers.ExternalSenderAsync();
        return await member.JoinAsync(_externalSender);
    }

    /// <summary>Adds members in one commit of <paramref name="committer"/>.</summary>
    public async Task AddAsync(ICallMember committer, params ICallMember[] joiners)
    {
        var proposals = new List<byte[]>();
        foreach (var joiner in joiners)
            proposals.Add(await _peers.ProposeAsync(ChannelId, Epoch, add: await JoinAsync(joiner)));
        await ChangeAsync(committer, proposals, joiners, []);
    }

    public async Task RemoveAsync(ICallMember committer, ICallMember leaver) =>
        await ChangeAsync(committer, [await _peers.ProposeAsync(ChannelId, Epoch, remove: LeafOf(leaver))], [], [leaver]);

    public uint LeafOf(ICallMember member) => (uint)_leaves.IndexOf(member.UserId);

    /// <summary>Sends proposals to all members; what the committer offers is announced, and everybody must go along.</summary>
    public async Task ChangeAsync(ICallMember committer, IReadOnlyList<byte[]> proposals, IReadOnlyList<ICallMember> joiners, IReadOnlyList<ICallMember> leavers)
    {
        var offer = await ProposeAsync(committer, proposals, joiners, leavers);
        await AnnounceAsync(offer!, joiners, leavers);
    }

    public async Task<Offer?> ProposeAsync(
        ICallMember committer, IReadOnlyList<byte[]> proposals, IReadOnlyList<ICallMember> joiners, IReadOnlyList<ICallMember> leavers, bool revoke = false)
    {
        var vector = Vector([.. proposals.SelectMany(proposal => revoke ? Vector(proposal) : proposal)]);
        var recognised = Members.Concat(joiners).Select(member => member.UserId).ToList();
        Offer? chosen = null;
        foreach (var member in Members.Except(leavers))
        {
            var offer = await member.ProposalsAsync(revoke, vector, recognised);
            if (member == committer)
                chosen = offer;
        }
        return chosen;
    }

    public async Task AnnounceAsync(Offer offer, IReadOnlyList<ICallMember> joiners, IReadOnlyList<ICallMember> leavers)
    {
        var transition = ++_transition;
        foreach (var member in Members.Except(leavers))
            Assert.True(await member.CommitAsync(transition, offer.Commit), $"{member.GetType().Name} {member.UserId} refused a commit");
        foreach (var joiner in joiners)
            Assert.True(await joiner.WelcomeAsync(transition, offer.Welcome!), $"{joiner.GetType().Name} {joiner.UserId} refused a welcome");
        foreach (var leaver in leavers)
        {
            _leaves[(int)LeafOf(leaver)] = null;
            Members.Remove(leaver);
        }
        foreach (var joiner in joiners)
        {
            var free = _leaves.IndexOf(null);
            if (free < 0)
                _leaves.Add(joiner.UserId);
            else
                _leaves[free] = joiner.UserId;
            Members.Add(joiner);
        }
        foreach (var member in Members)
            await member.ExecuteAsync(transition);
        Epoch++;
    }

    /// <summary>All members are in the same epoch, show the same code, and hear each other byte for byte.</summary>
    public async Task AssertAgreementAsync(int talkers = int.MaxValue)
    {
        var first = await Members[0].StateAsync();
        Assert.Equal(DaveyPeers.Text(Epoch), first.Epoch);
        Assert.Equal(30, first.Code.Length);
        foreach (var member in Members)
        {
            var state = await member.StateAsync();
            Assert.Equal(first.Epoch, state.Epoch);
            Assert.Equal(first.Code, state.Code);
            Assert.Equal(Members.Select(other => DaveyPeers.Text(other.UserId)).Order(), state.Users.Order());
        }
        foreach (var talker in Members.Take(talkers))
            await AssertHeardAsync(talker);
    }

    public async Task AssertHeardAsync(ICallMember talker)
    {
        byte[] frame = [.. "frame of "u8, .. BitConverter.GetBytes(talker.UserId), .. new byte[60]];
        var sent = await talker.EncryptAsync(frame);
        Assert.NotEqual(frame, sent[..frame.Length]);
        foreach (var listener in Members.Where(member => member != talker))
            Assert.Equal(frame, await listener.DecryptAsync(talker.UserId, sent));
    }

    public static byte[] Vector(byte[] content) => content.Length switch
    {
        < 64 => [(byte)content.Length, .. content],
        < 16384 => [(byte)((content.Length >> 8) | 0x40), (byte)content.Length, .. content],
        _ => [(byte)((content.Length >> 24) | 0x80), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content],
    };

    public async ValueTask DisposeAsync()
    {
        _ours.ForEach(member => member.Dispose());
        await _peers.DisposeAsync();
    }
}
