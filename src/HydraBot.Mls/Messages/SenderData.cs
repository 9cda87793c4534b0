using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Messages;

/// <summary>Who sent a private message, and with which key (RFC 9420, section 6.3.2).</summary>
internal sealed record SenderData(uint Leaf, uint Generation, ReadOnlyMemory<byte> ReuseGuard)
{
    public const int GuardSize = 4;

    public static SenderData Read(ref TlsReader reader) => new(reader.UInt32(), reader.UInt32(), reader.Take(GuardSize).ToArray());

    public void Write(TlsWriter writer) => writer.UInt32(Leaf).UInt32(Generation).Bytes(ReuseGuard.Span);

    /// <summary>Key and nonce that hide it, taken from a sample of the ciphertext.</summary>
    public static (byte[] Key, byte[] Nonce) KeyFor(ReadOnlySpan<byte> senderDataSecret, ReadOnlySpan<byte> ciphertext)
    {
        var sample = ciphertext[..Math.Min(CipherSuite.HashSize, ciphertext.Length)];
        return (Labeled.Expand(senderDataSecret, "key", sample, CipherSuite.KeySize), Labeled.Expand(senderDataSecret, "nonce", sample, CipherSuite.NonceSize));
    }
}
