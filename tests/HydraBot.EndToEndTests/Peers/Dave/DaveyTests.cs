using System.Text.Json.Nodes;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>HydraBot and davey, which nobody here wrote, in one encrypted call.</summary>
public sealed class DaveyTests : IAsyncLifetime
{
    private DaveCall _call = null!;

    public ValueTask InitializeAsync()
    {
        DaveyPeers.Require();
        _call = new DaveCall();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_call is not null)
            await _call.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_begins_the_call_both_hear_each_other_and_show_the_same_codes(bool hydraBegins)
    {
        ICallMember first = hydraBegins ? _call.Hydra() : _call.Davey();
        ICallMember second = hydraBegins ? _call.Davey() : _call.Hydra();
        await _call.OpenAsync(first);
        await _call.AddAsync(first, second);
        await _call.AssertAgreementAsync();
        Assert.Equal(await first.PairCodeAsync(second.UserId), await second.PairCodeAsync(first.UserId));
        Assert.Equal(45, (await first.PairCodeAsync(second.UserId)).Length);
    }

    [Fact]
    public async Task Either_commits_additions_removals_and_returns_of_members_of_both_makes()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(hydra);
        await _call.AddAsync(hydra, davey);
        var (hydra2, davey2) = (_call.Hydra(), _call.Davey());
        await _call.AddAsync(davey, hydra2, davey2);
        await _call.AssertAgreementAsync();
        await _call.RemoveAsync(hydra2, davey2);
        await _call.AssertAgreementAsync();
        await _call.RemoveAsync(davey, hydra);
        await _call.AssertAgreementAsync();
        await _call.AddAsync(hydra2, davey2);
        await _call.AssertAgreementAsync();
        await _call.AddAsync(davey2, hydra);
        await _call.AssertAgreementAsync();
        await _call.AddAsync(hydra, _call.Davey(), _call.Hydra(), _call.Davey());
        await _call.AssertAgreementAsync();
    }

    [Fact]
    public async Task Twenty_five_members_agree()
    {
        var first = _call.Hydra();
        await _call.OpenAsync(first);
        await _call.AddAsync(first, [.. Enumerable.Range(0, 11).Select(_ => (ICallMember)_call.Davey())]);
        await _call.AddAsync(_call.Members[5], [.. Enumerable.Range(0, 13).Select(number => number % 2 == 0 ? (ICallMember)_call.Hydra() : _call.Davey())]);
        Assert.Equal(25, _call.Members.Count);
        await _call.AssertAgreementAsync(talkers: 3);
        await _call.RemoveAsync(_call.Members[13], _call.Members[3]);
        await _call.RemoveAsync(_call.Members[1], _call.Members[20]);
        await _call.AssertAgreementAsync(talkers: 3);
        await _call.AddAsync(_call.Members[12], _call.Davey(), _call.Hydra());
        Assert.Equal(25, _call.Members.Count);
        await _call.AssertAgreementAsync(talkers: 3);
    }

    [Fact]
    public async Task A_revoked_proposal_is_in_nobodys_commit()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(hydra);
        await _call.AddAsync(hydra, davey);
        var (stays, goes) = (_call.Davey(), _call.Davey());
        var wanted = await _call.Peers.ProposeAsync(DaveCall.ChannelId, _call.Epoch, add: await _call.JoinAsync(stays));
        var unwanted = await _call.Peers.ProposeAsync(DaveCall.ChannelId, _call.Epoch, add: await _call.JoinAsync(goes));
        await _call.ProposeAsync(hydra, [wanted, unwanted], [stays, goes], []);
        var offer = await _call.ProposeAsync(hydra, [ReferenceOf(unwanted)], [stays], [], revoke: true);
        await _call.AnnounceAsync(offer!, [stays], []);
        await _call.AssertAgreementAsync();
    }

    [Fact]
    public async Task A_commit_that_is_not_sound_is_reported_and_the_member_comes_back_with_a_fresh_key_package()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(davey);
        await _call.AddAsync(davey, hydra);
        var third = _call.Davey();
        var proposal = await _call.Peers.ProposeAsync(DaveCall.ChannelId, _call.Epoch, add: await _call.JoinAsync(third));
        var offer = await _call.ProposeAsync(davey, [proposal], [third], []);
        byte[] broken = [.. offer!.Commit];
        broken[^40] ^= 1;
        Assert.False(await hydra.CommitAsync(9, broken));
        Assert.Equal([VoiceOpcode.DaveInvalidCommitWelcome, VoiceOpcode.DaveKeyPackage], hydra.Said[^2..]);

        // The gateway goes on with the true commit, removes the member that fell out, and adds it again.
        Assert.True(await davey.CommitAsync(10, offer.Commit));
        Assert.True(await third.WelcomeAsync(10, offer.Welcome!));
        var keyPackage = await hydra.RestartAsync();
        var remove = await _call.Peers.ProposeAsync(DaveCall.ChannelId, _call.Epoch + 1, remove: _call.LeafOf(hydra));
        var add = await _call.Peers.ProposeAsync(DaveCall.ChannelId, _call.Epoch + 1, add: keyPackage);
        var back = await davey.ProposalsAsync(false, DaveCall.Vector([.. remove, .. add]), [davey.UserId, hydra.UserId, third.UserId]);
        await third.ProposalsAsync(false, DaveCall.Vector([.. remove, .. add]), [davey.UserId, hydra.UserId, third.UserId]);
        Assert.True(await davey.CommitAsync(11, back!.Commit));
        Assert.True(await third.CommitAsync(11, back.Commit));
        Assert.True(await hydra.WelcomeAsync(11, back.Welcome!));
        await hydra.ExecuteAsync(11);
        Assert.Equal((await davey.StateAsync()).Code, (await hydra.StateAsync()).Code);
        Assert.Equal((await davey.StateAsync()).Code, (await third.StateAsync()).Code);
    }

    [Fact]
    public async Task Somebody_who_is_not_in_the_call_is_not_let_into_the_group()
    {
        var hydra = _call.Hydra();
        await _call.OpenAsync(hydra);
        var stranger = _call.Davey();
        var proposal = await _call.Peers.ProposeAsync(DaveCall.ChannelId, 0, add: await _call.JoinAsync(stranger));
        Assert.Null(await hydra.ProposalsAsync(false, DaveCall.Vector(proposal), []));
        Assert.Null(await hydra.ProposalsAsync(false, DaveCall.Vector(await _call.Peers.ProposeAsync(DaveCall.ChannelId, 7, add: await _call.JoinAsync(stranger))), [stranger.UserId]));
        Assert.Null(await hydra.ProposalsAsync(false, DaveCall.Vector(await _call.Peers.ProposeAsync(1234, 0, add: await _call.JoinAsync(stranger))), [stranger.UserId]));
        Assert.Null(await hydra.ProposalsAsync(false, DaveCall.Vector(await _call.Peers.ProposeAsync(DaveCall.ChannelId, 0, add: await _call.JoinAsync(stranger), index: 1)), [stranger.UserId]));
        Assert.NotNull(await hydra.ProposalsAsync(false, DaveCall.Vector(proposal), [stranger.UserId]));
    }

    [Fact]
    public async Task A_frame_that_was_changed_cut_or_sent_twice_is_refused_by_both()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(hydra);
        await _call.AddAsync(hydra, davey);
        // Until then, unencrypted frames of the time before the call was encrypted may still be under way.
        _call.Time.Advance(TimeSpan.FromSeconds(11));
        foreach (var (talker, listener) in new (ICallMember, ICallMember)[] { (hydra, davey), (davey, hydra) })
        {
            var frame = Enumerable.Range(0, 80).Select(number => (byte)number).ToArray();
            var sent = await talker.EncryptAsync(frame);
            Assert.Equal(92, sent.Length);
            for (var place = 0; place < sent.Length; place += 7)
            {
                byte[] changed = [.. sent];
                changed[place] ^= 0x10;
                Assert.Null(await listener.DecryptAsync(talker.UserId, changed));
            }
            Assert.Null(await listener.DecryptAsync(talker.UserId, sent[..^1]));
            Assert.Null(await listener.DecryptAsync(talker.UserId, sent[1..]));
            Assert.Equal(frame, await listener.DecryptAsync(talker.UserId, sent));
            Assert.Null(await listener.DecryptAsync(talker.UserId, sent));
        }
    }

    [Fact]
    public async Task Hundreds_of_frames_come_out_byte_for_byte_in_any_order()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(davey);
        await _call.AddAsync(davey, hydra);
        foreach (var (talker, listener) in new (ICallMember, ICallMember)[] { (hydra, davey), (davey, hydra) })
        {
            var frames = Enumerable.Range(0, 300).Select(number => Enumerable.Range(0, 1 + (number % 200)).Select(place => (byte)(place * number)).ToArray()).ToList();
            var sent = new List<(byte[] Frame, byte[] Sent)>();
            foreach (var frame in frames.Skip(1))
                sent.Add((frame, await talker.EncryptAsync(frame)));
            // davey takes the first frame that comes for the first that was sent.
            Assert.Equal(sent[0].Frame, await listener.DecryptAsync(talker.UserId, sent[0].Sent));
            foreach (var (frame, bytes) in sent.Skip(1).Chunk(4).SelectMany(chunk => chunk.Reverse()))
                Assert.Equal(frame, await listener.DecryptAsync(talker.UserId, bytes));
        }
    }

    [Fact]
    public async Task Frames_of_the_epoch_before_are_heard_for_ten_seconds()
    {
        var (hydra, davey) = (_call.Hydra(), _call.Davey());
        await _call.OpenAsync(davey);
        await _call.AddAsync(davey, hydra);
        var (early, late) = (await davey.EncryptAsync([1, 2, 3, 4]), await davey.EncryptAsync([5, 6, 7, 8]));
        await _call.AddAsync(hydra, _call.Davey());
        _call.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([1, 2, 3, 4], await hydra.DecryptAsync(davey.UserId, early));
        _call.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await hydra.DecryptAsync(davey.UserId, late));
        await _call.AssertHeardAsync(davey);
    }

    [Fact]
    public async Task Codes_are_made_as_davey_makes_them()
    {
        var data = Convert.FromHexString("aabbccddeebbccddeeffccddeeffaaddeeffaabbeeffaabbccffaabbccdd");
        var answer = await _call.Peers.AskAsync(new JsonObject { ["do"] = "displayable", ["data"] = Convert.ToHexString(data), ["digits"] = 30, ["group"] = 5 });
        Assert.Equal(answer["code"]!.GetValue<string>(), PrivacyCodes.Displayable(data, 30, 5));
    }

    private static byte[] ReferenceOf(byte[] proposal)
    {
        // ProposalRef hashes the AuthenticatedContent, which for an external sender's PublicMessage is the message without its version.
        byte[] content = proposal[2..];
        return System.Security.Cryptography.SHA256.HashData([.. DaveCall.Vector("MLS 1.0 Proposal Reference"u8.ToArray()), .. DaveCall.Vector(content)]);
    }
}
