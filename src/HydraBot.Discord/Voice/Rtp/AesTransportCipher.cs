using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>AES-256-GCM; the counter and eight zeros are the nonce.</summary>
internal sealed class AesTransportCipher(ReadOnlySpan<byte> key) : TransportCipher
{
    private const int NonceSize = 12;

    private readonly AesGcm _gcm = new(key, TagSize);

    public override void Dispose() => _gcm.Dispose();

    protected override void Encrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        counter.CopyTo(nonce);
        _gcm.Encrypt(nonce, plaintext, ciphertext, tag, header);
    }

    protected override void Decrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        counter.CopyTo(nonce);
        _gcm.Decrypt(nonce, ciphertext, tag, plaintext, header);
    }
}
