using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord.Voice.Dave;

/// <summary>What a session answers to the gateway, and what it does with frames, whatever the gateway says.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DaveSession _session;
    private readonly byte[] _sender;

    public SessionTests()
    {
        _session = new DaveSession(42, 7, _time, NullLogger.Instance);
        using var key = P256KeyPair.Generate();
        _sender = new ExternalSender(key.PublicKey, Credential.Basic(new byte[] { 0 })).ToBytes();
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_fresh_bare_key_package_follows_every_start()
    {
        var first = Assert.Single(_session.Begin(1));
        Assert.Equal(VoiceOpcode.DaveKeyPackage, first.Opcode);
        Assert.Equal([0, 1, 0, 2], first.Payload[..4]);
        KeyPackage.Parse(first.Payload).Check();
        var second = Assert.Single(_session.PrepareEpoch(1, 1));
        Assert.NotEqual(first.Payload, second.Payload);
        Assert.Empty(_session.PrepareEpoch(1, 2));
    }

    [Fact]
    public void A_key_package_lives_for_ever_and_names_the_user_and_nothing_optional()
    {
        var package = KeyPackage.Parse(Assert.Single(_session.Begin(1)).Payload);
        Assert.Equal(new byte[] { 0, 0, 0, 0, 0, 0, 0, 42 }, package.LeafNode.Credential.Identity.ToArray());
        Assert.Equal(Lifetime.Unlimited, package.LeafNode.Lifetime);
        Assert.Empty(package.LeafNode.Extensions);
        Assert.Empty(package.Extensions);
        Assert.Equal([(ushort)2], package.LeafNode.Capabilities.CipherSuites);
        Assert.Empty(package.LeafNode.Capabilities.Proposals);
    }

    [Fact]
    public void Without_encryption_frames_go_as_they_are_both_ways()
    {
        Assert.Empty(_session.Begin(0));
        var buffer = new byte[64];
        Assert.Equal(3, _session.Encrypt([1, 2, 3], buffer));
        Assert.Equal([1, 2, 3], buffer[..3]);
        Assert.Equal(FrameDecryption.PassedThrough, _session.Decrypt(5, [4, 5, 6], buffer, out _));
    }

    [Fact]
    public void In_an_encrypted_call_nothing_is_sent_before_there_is_a_key_except_silence()
    {
        _session.Begin(1);
        var buffer = new byte[64];
        Assert.Equal(0, _session.Encrypt([1, 2, 3], buffer));
        Assert.Equal(3, _session.Encrypt([0xF8, 0xFF, 0xFE], buffer));
        Assert.Equal([0xF8, 0xFF, 0xFE], buffer[..3]);
    }

    [Fact]
    public void Unencrypted_frames_are_refused_ten_seconds_after_the_call_became_encrypted_and_silence_never()
    {
        _session.Begin(1);
        var buffer = new byte[64];
        Assert.Equal(FrameDecryption.PassedThrough, _session.Decrypt(5, [4, 5, 6], buffer, out _));
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(FrameDecryption.Refused, _session.Decrypt(5, [4, 5, 6], buffer, out _));
        Assert.Equal(FrameDecryption.PassedThrough, _session.Decrypt(5, [0xF8, 0xFF, 0xFE], buffer, out var size));
        Assert.Equal(3, size);
    }

    [Fact]
    public void A_downgrade_is_prepared_acknowledged_and_executed_in_that_order()
    {
        _session.Begin(1);
        _time.Advance(TimeSpan.FromSeconds(11));
        var reply = Assert.Single(_session.PrepareTransition(0, 5));
        Assert.Equal((VoiceOpcode.DaveTransitionReady, (ushort)5), (reply.Opcode, reply.TransitionId));
        var buffer = new byte[64];
        Assert.Equal(FrameDecryption.PassedThrough, _session.Decrypt(5, [4, 5, 6], buffer, out _));
        Assert.Equal(0, _session.Encrypt([1, 2, 3], buffer));
        _session.ExecuteTransition(6);
        Assert.Equal(1, _session.ProtocolVersion);
        _session.ExecuteTransition(5);
        Assert.Equal(0, _session.ProtocolVersion);
        Assert.Equal(3, _session.Encrypt([1, 2, 3], buffer));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(FrameDecryption.PassedThrough, _session.Decrypt(5, [4, 5, 6], buffer, out _));
    }

    [Fact]
    public void A_transition_of_number_zero_holds_at_once_and_is_not_acknowledged()
    {
        _session.Begin(1);
        Assert.Empty(_session.PrepareTransition(0, 0));
        Assert.Equal(0, _session.ProtocolVersion);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_and_a_welcome_or_commit_is_reported_where_it_matters()
    {
        _session.Begin(1);
        _session.SetExternalSender([1, 2, 3]);
        Assert.Empty(_session.Proposals([0, 0]));
        _session.SetExternalSender(_sender);
        Assert.Empty(_session.Proposals([]));
        Assert.Empty(_session.Proposals([2, 0]));
        Assert.Empty(_session.Proposals([0, 0xff]));
        Assert.Empty(_session.AnnounceCommit([1]));
        Assert.Empty(_session.AnnounceCommit([0, 1, 9, 9, 9]));
        var replies = _session.Welcome([0, 3, 9, 9, 9]);
        Assert.Equal([VoiceOpcode.DaveInvalidCommitWelcome, VoiceOpcode.DaveKeyPackage], replies.Select(reply => reply.Opcode));
        Assert.Equal(3, replies[0].TransitionId);
    }
}
