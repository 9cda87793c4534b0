using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>
/// AES-128-GCM with its tag cut to 8 bytes. The platform's class refuses tags under 12, so: encrypting cuts the full tag; decrypting uses that GCM is
/// counter mode (encrypting the ciphertext gives the plaintext), makes the full tag of that plaintext, and compares its first 8 bytes in constant time.
/// Nothing is handed out before the tag has been found right.
/// </summary>
internal sealed class FrameCipher(ReadOnlySpan<byte> key) : IDisposable
{
    private const int FullTagSize = 16;

    private readonly AesGcm _gcm = new(key, FullTagSize);
    private byte[] _scratch = new byte[1500];

    public void Encrypt(uint nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> authenticated, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> full = stackalloc byte[FullTagSize];
        _gcm.Encrypt(Expand(nonce, stackalloc byte[DaveProtocol.NonceSize]), plaintext, ciphertext, full, authenticated);
        full[..DaveProtocol.TagSize].CopyTo(tag);
    }

    /// <summary>False: the frame is not authentic, and <paramref name="plaintext"/> is zero.</summary>
    public bool TryDecrypt(uint nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        if (_scratch.Length < ciphertext.Length)
            _scratch = new byte[ciphertext.Length];
        var again = _scratch.AsSpan(0, ciphertext.Length);
        Span<byte> full = stackalloc byte[FullTagSize];
        var expanded = Expand(nonce, stackalloc byte[DaveProtocol.NonceSize]);
        _gcm.Encrypt(expanded, ciphertext, plaintext, full);
        _gcm.Encrypt(expanded, plaintext, again, full, authenticated);
        if (CryptographicOperations.FixedTimeEquals(full[..DaveProtocol.TagSize], tag))
            return true;
        CryptographicOperations.ZeroMemory(plaintext);
        return false;
    }

    public void Dispose() => _gcm.Dispose();

    private static ReadOnlySpan<byte> Expand(uint nonce, Span<byte> expanded)
    {
        expanded.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(expanded[DaveProtocol.NonceOffset..], nonce);
        return expanded;
    }
}
