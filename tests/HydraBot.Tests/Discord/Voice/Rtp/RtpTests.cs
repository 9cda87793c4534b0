using System.Net;
using System.Security.Cryptography;
using HydraBot.Discord;
using HydraBot.Discord.Voice;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Rtp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord.Voice.Rtp;

/// <summary>Packets, their order and their time.</summary>
public class RtpTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        var packet = new byte[12];
        RtpHeader.Write(packet, 65535, 0xFFFFFFFE, 77);
        Assert.Equal([0x80, 0x78], packet[..2]);
        Assert.True(RtpHeader.TryRead(packet, out var header));
        Assert.Equal(new RtpHeader(0x78, false, 65535, 0xFFFFFFFE, 77, false, 0, 12), header);
    }

    [Theory]
    [InlineData("")]
    [InlineData("807800010000000100000001ff", true)]
    [InlineData("40780001000000010000000100")]
    [InlineData("80c8000100000001000000010000")]
    [InlineData("90780001000000010000000100")]
    [InlineData("8f780001000000010000000100")]
    public void What_is_no_packet_of_sound_is_not_read(string bytes, bool readable = false) =>
        Assert.Equal(readable, RtpHeader.TryRead(Convert.FromHexString(bytes), out _));

    [Fact]
    public void An_extension_in_front_and_padding_behind_are_not_part_of_what_was_said()
    {
        byte[] packet = [0xB0, 0x78, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0xBE, 0xDE, 0, 2];
        Assert.True(RtpHeader.TryRead(packet, out var header));
        Assert.Equal((16, 2, true), (header.Size, header.ExtensionWords, header.HasPadding));
        Assert.True(header.TryStrip([1, 2, 3, 4, 5, 6, 7, 8, 50, 51, 52, 0, 0, 3], out var payload));
        Assert.Equal([50, 51, 52], payload.ToArray());
        Assert.False(header.TryStrip([1, 2, 3, 4, 5, 6, 7], out _));
        Assert.False(header.TryStrip([1, 2, 3, 4, 5, 6, 7, 8, 9, 0], out _));
        Assert.False(header.TryStrip([1, 2, 3, 4, 5, 6, 7, 8, 9, 3], out _));
        Assert.False(header.TryStrip([1, 2, 3, 4, 5, 6, 7, 8], out _));
    }

    [Theory]
    [InlineData("aead_aes256_gcm_rtpsize")]
    [InlineData("aead_xchacha20_poly1305_rtpsize")]
    public void A_packet_opens_to_what_was_sealed_and_not_at_all_when_a_bit_is_changed(string mode)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var sender = TransportCipher.Create(mode, key);
        using var receiver = TransportCipher.Create(mode, key);
        var payload = RandomNumberGenerator.GetBytes(100);
        for (var round = 0; round < 3; round++)
        {
            var packet = new byte[12 + 100 + TransportCipher.Overhead];
            RtpHeader.Write(packet, 1, 2, 3);
            Assert.Equal(packet.Length, sender.Seal(packet, 12, payload));
            var opened = new byte[packet.Length];
            Assert.True(receiver.TryOpen(packet, 12, opened, out var size));
            Assert.Equal(payload, opened[..size]);
            for (var place = 0; place < packet.Length; place += 3)
            {
                packet[place] ^= 1;
                Assert.False(receiver.TryOpen(packet, 12, opened, out _));
                packet[place] ^= 1;
            }
            Assert.False(receiver.TryOpen(packet.AsSpan(0, 31), 12, opened, out _));
        }
    }

    [Fact]
    public void HChaCha20_gives_the_drafts_known_answer()
    {
        var key = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();
        var output = new byte[32];
        XChaChaTransportCipher.HChaCha20(key, Convert.FromHexString("000000090000004a0000000031415927"), output);
        Assert.Equal("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc", Convert.ToHexStringLower(output));
    }

    [Fact]
    public void An_unknown_encryption_or_a_key_of_another_size_is_an_error()
    {
        Assert.Throws<DiscordException>(() => TransportCipher.Create("xsalsa20_poly1305", new byte[32]));
        Assert.Throws<DiscordException>(() => TransportCipher.Create(TransportCipher.Aes, new byte[16]));
    }

    [Fact]
    public void Only_the_answer_to_the_own_question_tells_the_address()
    {
        var packet = IpDiscovery.Ask(5);
        Assert.Equal([0, 1, 0, 70, 0, 0, 0, 5], packet[..8]);
        Assert.False(IpDiscovery.TryReadAnswer(packet, 5, out _));
        packet[1] = 2;
        "203.0.113.7"u8.CopyTo(packet.AsSpan(8));
        (packet[^2], packet[^1]) = (0x12, 0x34);
        Assert.False(IpDiscovery.TryReadAnswer(packet, 6, out _));
        Assert.True(IpDiscovery.TryReadAnswer(packet, 5, out var address));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("203.0.113.7"), 0x1234), address);
        Assert.False(IpDiscovery.TryReadAnswer(packet.AsSpan(1), 5, out _));
    }

    [Fact]
    public void Packets_come_out_in_order_and_each_once()
    {
        var (buffer, output) = (new JitterBuffer(_time), new List<VoiceFrame>());
        foreach (var sequence in new[] { 10, 12, 11, 11, 13, 15, 14, 9 })
            buffer.Add(Frame(sequence), output);
        Assert.Equal([10, 11, 12, 13, 14, 15], output.Select(frame => (int)frame.Sequence));
        Assert.DoesNotContain(output, frame => frame.IsLost);
    }

    [Fact]
    public void A_gap_is_given_up_when_three_packets_stand_behind_it_and_named_as_loss()
    {
        var (buffer, output) = (new JitterBuffer(_time), new List<VoiceFrame>());
        foreach (var sequence in new[] { 65534, 1, 2, 3 })
            buffer.Add(Frame(sequence), output);
        Assert.Equal([65534, 65535, 0, 1, 2, 3], output.Select(frame => (int)frame.Sequence));
        Assert.Equal([false, true, true, false, false, false], output.Select(frame => frame.IsLost));
        Assert.Equal(output[3].Timestamp - 960, output[2].Timestamp);
    }

    [Fact]
    public void A_gap_at_the_end_is_given_up_by_the_clock()
    {
        var (buffer, output) = (new JitterBuffer(_time), new List<VoiceFrame>());
        buffer.Add(Frame(1), output);
        buffer.Add(Frame(3), output);
        Assert.Single(output);
        _time.Advance(TimeSpan.FromMilliseconds(59));
        buffer.Drain(output);
        Assert.Single(output);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        buffer.Drain(output);
        Assert.Equal([1, 2, 3], output.Select(frame => (int)frame.Sequence));
    }

    [Fact]
    public void A_stream_that_starts_anew_is_no_loss()
    {
        var (buffer, output) = (new JitterBuffer(_time), new List<VoiceFrame>());
        buffer.Add(Frame(5), output);
        buffer.Add(Frame(30000), output);
        Assert.Equal([5, 30000], output.Select(frame => (int)frame.Sequence));
    }

    [Fact]
    public void Frames_are_due_every_twenty_milliseconds_from_the_first_whatever_the_wake_ups()
    {
        var pacer = new FramePacer(_time);
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.FromMilliseconds(20), pacer.Next());
        _time.Advance(TimeSpan.FromMilliseconds(33));
        Assert.Equal(TimeSpan.FromMilliseconds(7), pacer.Next());
        _time.Advance(TimeSpan.FromMilliseconds(7));
        _time.Advance(TimeSpan.FromMilliseconds(45));
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.FromMilliseconds(15), pacer.Next());
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.FromMilliseconds(20), pacer.Next());
    }

    [Fact]
    public void Sound_that_comes_before_the_word_on_whose_it_is_is_heard_after_it_and_never_under_another_name()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var sender = TransportCipher.Create(TransportCipher.Aes, key);
        using var receiving = TransportCipher.Create(TransportCipher.Aes, key);
        using var dave = new DaveSession(1, 2, _time, NullLogger.Instance);
        var frames = System.Threading.Channels.Channel.CreateUnbounded<VoiceFrame>();
        var receiver = new VoiceReceiver(new Speakers(), dave, frames.Writer, _time);
        for (ushort number = 0; number < 30; number++)
        {
            var packet = new byte[12 + 4 + TransportCipher.Overhead];
            RtpHeader.Write(packet, number, number * 960u, 7);
            sender.Seal(packet, 12, [1, 2, 3, (byte)number]);
            receiver.Receive(packet, receiving, ownSsrc: 9);
        }
        receiver.Map(8, 80);
        Assert.False(frames.Reader.TryRead(out _));
        receiver.Map(7, 70);
        var heard = new List<VoiceFrame>();
        while (frames.Reader.TryRead(out var frame))
            heard.Add(frame);
        Assert.Equal(Enumerable.Range(5, 25), heard.Select(frame => (int)frame.Sequence));
        Assert.All(heard, frame => Assert.Equal(70UL, frame.UserId));
    }

    private static VoiceFrame Frame(int sequence) => new(1, 2, (ushort)sequence, (uint)(sequence * 960), new byte[] { 1 });
}
