using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Discord.Voice;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Discord.Voice.Rtp;
using HydraBot.Tests.Mls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord.Voice.Rtp;

/// <summary>Whatever comes by UDP or from the voice gateway, nothing throws what is not its own refusal, and what is sound afterwards still goes through.</summary>
public sealed class PacketFuzzTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Random _random = new(Fuzz.Seed);
    private readonly TransportCipher _sender;
    private readonly TransportCipher _cipher;
    private readonly DaveSession _dave;

    public PacketFuzzTests()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        (_sender, _cipher) = (TransportCipher.Create(TransportCipher.Aes, key), TransportCipher.Create(TransportCipher.Aes, key));
        _dave = new DaveSession(1, 2, _time, NullLogger.Instance);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _cipher.Dispose();
        _dave.Dispose();
    }

    [Fact]
    public void Packets_changed_outside_and_inside_the_encryption_are_taken_or_dropped()
    {
        var frames = Channel.CreateUnbounded<VoiceFrame>();
        var receiver = new VoiceReceiver(new Speakers(), _dave, frames.Writer, _time);
        receiver.Map(7, 70);
        for (var i = 0; i < Fuzz.Count; i++)
        {
            // Inside: header bits and payload as a hostile sender would make them, sealed so that they reach the last reader.
            byte[] header = [(byte)_random.Next(256), (byte)(_random.Next(4) == 0 ? _random.Next(256) : 0x78), (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 7];
            if (_random.Next(4) != 0)
                header[0] = (byte)(0x80 | (_random.Next(2) * 0x20) | (_random.Next(2) * 0x10));
            byte[] extension = (header[0] & 0x10) == 0 ? [] : [0xBE, 0xDE, 0, (byte)_random.Next(4)];
            var payload = Fuzz.Mutate(_random, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 12, 0xFA, 0xFA]);
            byte[] packet = [.. header, .. extension, .. new byte[payload.Length + TransportCipher.Overhead]];
            _sender.Seal(packet, header.Length + extension.Length, payload);
            receiver.Receive(_random.Next(3) == 0 ? Fuzz.Mutate(_random, packet) : packet, _cipher, ownSsrc: 1);
            if (i % 100 == 0)
            {
                _time.Advance(TimeSpan.FromMilliseconds(20));
                receiver.Drain();
            }
            while (frames.Reader.TryRead(out var frame))
                Assert.True(frame.UserId == 70);
        }
        Assert.True(receiver.Accepted > 0 && receiver.Dropped > 0);
        Assert.Equal(Fuzz.Count, receiver.Accepted + receiver.Dropped);
    }

    [Fact]
    public void Frames_changed_on_the_way_are_never_taken_for_what_was_said()
    {
        var secret = RandomNumberGenerator.GetBytes(16);
        using var encryptor = new FrameEncryptor(new HashRatchet([.. secret]));
        using var decryptor = new FrameDecryptor(_time);
        decryptor.Begin(new HashRatchet([.. secret]));
        var buffer = new byte[400];
        for (var i = 0; i < Fuzz.Count; i++)
        {
            var sent = buffer[..encryptor.Encrypt([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], buffer)];
            var changed = Fuzz.Mutate(_random, sent);
            if (!changed.AsSpan().SequenceEqual(sent) && EncryptedFrame.TryParse(changed, out var frame))
                Assert.False(decryptor.TryDecrypt(frame, new byte[frame.Body.Length]));
        }
    }

    [Fact]
    public void Words_of_the_gateway_in_any_shape_are_answered_or_refused()
    {
        _dave.Begin(1);
        string[] seeds =
        [
            """{"op":2,"seq":1,"d":{"ssrc":1,"ip":"127.0.0.1","port":5,"modes":["a"]}}""", """{"op":21,"seq":2,"d":{"protocol_version":1,"transition_id":9}}""",
            """{"op":11,"d":{"user_ids":["1","2"]}}""", """{"op":4,"d":{"mode":"x","secret_key":[1,2],"dave_protocol_version":1}}""",
        ];
        for (var i = 0; i < Fuzz.Count; i++)
        {
            var binary = _random.Next(2) == 0;
            var data = Fuzz.Mutate(_random, binary ? [0, 1, (byte)_random.Next(25, 31), 0, 5, 1, 0, 0, 0] : Encoding.UTF8.GetBytes(seeds[_random.Next(seeds.Length)]));
            try
            {
                Handle(VoiceMessage.Read(data, binary));
            }
            catch (JsonException)
            {
                // Refused, as the connection does; five in a row end it.
            }
        }
    }

    private void Handle(VoiceMessage message)
    {
        switch (message.Opcode)
        {
            case VoiceOpcode.Ready:
                message.Get(VoiceJson.Default.VoiceReady);
                break;
            case VoiceOpcode.SessionDescription:
                message.Get(VoiceJson.Default.VoiceSessionDescription);
                break;
            case VoiceOpcode.ClientsConnect:
                message.Get(VoiceJson.Default.VoiceClientsConnect);
                break;
            case VoiceOpcode.DavePrepareTransition:
                message.Get(VoiceJson.Default.VoicePrepareTransition);
                break;
            case VoiceOpcode.DaveExternalSender:
                _dave.SetExternalSender(message.Payload.Span);
                break;
            case VoiceOpcode.DaveProposals:
                _dave.Proposals(message.Payload.Span);
                break;
            case VoiceOpcode.DaveAnnounceCommitTransition:
                _dave.AnnounceCommit(message.Payload.Span);
                break;
            case VoiceOpcode.DaveWelcome when _random.Next(100) == 0:
                // Each refusal makes a new group and key package, so only some.
                _dave.Welcome(message.Payload.Span);
                break;
            default:
                break;
        }
    }
}
