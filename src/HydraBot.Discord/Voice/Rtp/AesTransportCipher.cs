using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>AES-256-GCM; the counter and eight zeros are the nonce.</summary>
internal sealed class AesTransportCipher(ReadOnlySpan<byte> key) : TransportCipher
{
    private const int NonceSize = 12;

    // One for each way: an instance is not for two threads, and speaking and hearing go on at the same time.
    private readonly AesGcm _sealing = new(key, TagSize);
    private readonly AesGcm _opening = new(key, TagSize);

    public override void Dispose()
    {
        _sealing.Dispose();
        _opening.Dispose();
    }

    protected override void Encrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        counter.CopyTo(nonce);
        _sealing.Encrypt(nonce, plaintext, ciphertext, tag, header);
    }

    protected override void Decrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        counter.CopyTo(nonce);
        _opening.Decrypt(nonce, ciphertext, tag, plaintext, header);
    }
}
