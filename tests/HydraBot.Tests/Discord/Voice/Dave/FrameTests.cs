using System.Security.Cryptography;
using HydraBot.Discord.Voice.Dave;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord.Voice.Dave;

/// <summary>Frames on their way between two members of an epoch.</summary>
public class FrameTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_ratchet_gives_the_known_key()
    {
        // davey's known answer for generation 0.
        using var ratchet = new HashRatchet(Convert.FromHexString("cedd61b1b8a1ca69046554282cf70b7b"));
        Assert.Equal("7530f9a9945e2d2e06d0651f7b2a864b", Convert.ToHexStringLower(ratchet.Key(0)!));
        Assert.NotNull(ratchet.Key(3));
        ratchet.Delete(0);
        Assert.Null(ratchet.Key(0));
    }

    [Theory]
    [InlineData(0u, "00")]
    [InlineData(127u, "7f")]
    [InlineData(128u, "8001")]
    [InlineData(16384u, "808001")]
    [InlineData(uint.MaxValue, "ffffffff0f")]
    public void Numbers_are_written_in_as_few_bytes_as_they_need(uint value, string bytes)
    {
        var buffer = new byte[5];
        Assert.Equal(bytes, Convert.ToHexStringLower(buffer.AsSpan(0, Leb128.Write(value, buffer))));
        ReadOnlySpan<byte> source = Convert.FromHexString(bytes);
        Assert.True(Leb128.TryRead(ref source, out var read));
        Assert.Equal(value, read);
        Assert.True(source.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("ffffffff1f")]
    [InlineData("8080808080808001")]
    public void A_number_that_is_broken_off_or_too_large_is_refused(string bytes)
    {
        ReadOnlySpan<byte> source = Convert.FromHexString(bytes);
        Assert.False(Leb128.TryRead(ref source, out _));
    }

    [Fact]
    public void A_frame_has_the_known_layout()
    {
        var (encryptor, _) = Pair();
        var sent = Encrypt(encryptor, new byte[80]);
        Assert.Equal(92, sent.Length);
        Assert.Equal([1, 12, 0xFA, 0xFA], sent[^4..]);
    }

    [Fact]
    public void A_tag_is_the_first_eight_bytes_of_the_full_one()
    {
        var key = RandomNumberGenerator.GetBytes(16);
        using var cipher = new FrameCipher(key);
        var (ciphertext, tag) = (new byte[50], new byte[8]);
        var plaintext = RandomNumberGenerator.GetBytes(50);
        cipher.Encrypt(0x01020304, plaintext, [9], ciphertext, tag);
        using var gcm = new AesGcm(key, 16);
        var (expected, full) = (new byte[50], new byte[16]);
        gcm.Encrypt(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2, 1 }, plaintext, expected, full, new byte[] { 9 });
        Assert.Equal(expected, ciphertext);
        Assert.Equal(full[..8], tag);
        var opened = new byte[50];
        Assert.True(cipher.TryDecrypt(0x01020304, ciphertext, [9], tag, opened));
        Assert.Equal(plaintext, opened);
        Assert.False(cipher.TryDecrypt(0x01020304, ciphertext, [8], tag, opened));
        Assert.Equal(new byte[50], opened);
    }

    [Fact]
    public void Every_frame_comes_once_in_any_order()
    {
        var (encryptor, decryptor) = Pair();
        var sent = Enumerable.Range(0, 200).Select(number => Encrypt(encryptor, [(byte)number])).ToList();
        foreach (var chunk in sent.Chunk(50))
        {
            foreach (var frame in chunk.Reverse())
                Assert.NotNull(Decrypt(decryptor, frame));
        }
        Assert.All(sent, frame => Assert.Null(Decrypt(decryptor, frame)));
    }

    [Fact]
    public void Frames_older_than_the_thousand_that_are_missing_are_refused()
    {
        var (encryptor, decryptor) = Pair();
        var sent = Enumerable.Range(0, 1502).Select(number => Encrypt(encryptor, [1])).ToList();
        Assert.NotNull(Decrypt(decryptor, sent[^1]));
        Assert.Null(Decrypt(decryptor, sent[500]));
        Assert.NotNull(Decrypt(decryptor, sent[501]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 10)]
    [InlineData(5, 3)]
    [InlineData(17, 3)]
    [InlineData(0, 20)]
    public void Parts_that_relays_read_stay_readable_and_are_authentic_all_the_same(int offset, int size)
    {
        var (encryptor, decryptor) = Pair();
        var frame = Enumerable.Range(100, 20).Select(number => (byte)number).ToArray();
        var destination = new byte[64];
        var sent = destination[..encryptor.Encrypt(frame, [new FrameRange(offset, size)], destination)];
        Assert.Equal(frame[offset..(offset + size)], sent[offset..(offset + size)]);
        byte[] changed = [.. sent];
        changed[offset] ^= 1;
        Assert.Null(Decrypt(decryptor, changed));
        Assert.Equal(frame, Decrypt(decryptor, sent));
    }

    [Theory]
    [InlineData("fafa")]
    [InlineData("0bfafa")]
    [InlineData("00000000000000000afafa")]
    [InlineData("00000000000000000bfafa")]
    [InlineData("0000000000000000800cfafa")]
    [InlineData("000000000000000001ff0dfafa")]
    [InlineData("0000000000000000010105010efafa")]
    [InlineData("00000000000000000101ffffffff0f12fafa")]
    public void A_frame_whose_supplement_does_not_hold_together_is_no_encrypted_frame(string bytes) =>
        Assert.False(EncryptedFrame.TryParse(Convert.FromHexString(bytes), out _));

    [Fact]
    public void Ranges_that_overlap_or_go_backwards_are_refused()
    {
        foreach (var ranges in new byte[][] { [0, 4, 3, 2], [5, 2, 1, 1], [8, 3], [0, 11] })
        {
            byte[] frame = [.. new byte[10], .. new byte[8], 1, .. ranges, (byte)(12 + ranges.Length), 0xFA, 0xFA];
            Assert.False(EncryptedFrame.TryParse(frame, out _));
        }
        byte[] sound = [.. new byte[10], .. new byte[8], 1, 0, 4, 4, 6, 16, 0xFA, 0xFA];
        Assert.True(EncryptedFrame.TryParse(sound, out var parsed));
        Assert.Equal(2, parsed.Ranges.Count);
    }

    [Fact]
    public void A_generation_that_nobody_can_have_reached_yet_is_refused()
    {
        var key = RandomNumberGenerator.GetBytes(16);
        using var ratchet = new HashRatchet([.. key]);
        using var cipher = new FrameCipher(ratchet.Key(1)!);
        using var decryptor = new FrameDecryptor(_time);
        decryptor.Begin(new HashRatchet([.. key]));
        var nonce = (1u << 24) | 5;
        var frame = new byte[4 + 8];
        cipher.Encrypt(nonce, [1, 2, 3, 4], [], frame.AsSpan(0, 4), frame.AsSpan(4));
        var number = new byte[5];
        var size = Leb128.Write(nonce, number);
        byte[] sent = [.. frame, .. number[..size], (byte)(11 + size), 0xFA, 0xFA];
        Assert.Null(Decrypt(decryptor, sent));
        // 2^24 frames at 170 a second.
        _time.Advance(TimeSpan.FromSeconds((1 << 24) / 170 + 1));
        Assert.Equal([1, 2, 3, 4], Decrypt(decryptor, sent));
    }

    private static byte[] Encrypt(FrameEncryptor encryptor, byte[] frame)
    {
        var destination = new byte[FrameEncryptor.LargestSize(frame.Length)];
        return destination[..encryptor.Encrypt(frame, destination)];
    }

    private static byte[]? Decrypt(FrameDecryptor decryptor, byte[] sent)
    {
        if (!EncryptedFrame.TryParse(sent, out var frame))
            return null;
        var destination = new byte[frame.Body.Length];
        return decryptor.TryDecrypt(frame, destination) ? destination : null;
    }

    private (FrameEncryptor Encryptor, FrameDecryptor Decryptor) Pair()
    {
        var secret = RandomNumberGenerator.GetBytes(16);
        var decryptor = new FrameDecryptor(_time);
        decryptor.Begin(new HashRatchet([.. secret]));
        return (new FrameEncryptor(new HashRatchet([.. secret])), decryptor);
    }
}
