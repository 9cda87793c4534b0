using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>
/// XChaCha20-Poly1305; the counter and twenty zeros are the nonce (draft-irtf-cfrg-xchacha). The platform has ChaCha20-Poly1305; what is missing is HChaCha20,
/// which makes its key from the key and the first 16 bytes of the nonce.
/// </summary>
internal sealed class XChaChaTransportCipher(ReadOnlySpan<byte> key) : TransportCipher
{
    private const int HashedNonceSize = 16;
    private const int NonceSize = 12;

    private readonly byte[] _key = key.ToArray();

    public override void Dispose() => CryptographicOperations.ZeroMemory(_key);

    protected override void Encrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        using var cipher = CipherFor(counter);
        cipher.Encrypt(stackalloc byte[NonceSize], plaintext, ciphertext, tag, header);
    }

    protected override void Decrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        using var cipher = CipherFor(counter);
        cipher.Decrypt(stackalloc byte[NonceSize], ciphertext, tag, plaintext, header);
    }

    /// <summary>HChaCha20 (section 2.2): ChaCha20's rounds without the final addition, of which the first and last rows are the key.</summary>
    internal static void HChaCha20(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, Span<byte> output)
    {
        Span<uint> x = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (var i = 0; i < 8; i++)
            x[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
        for (var i = 0; i < 4; i++)
            x[12 + i] = BinaryPrimitives.ReadUInt32LittleEndian(nonce[(4 * i)..]);
        for (var round = 0; round < 20; round += 2)
        {
            for (var i = 0; i < 4; i++)
                Quarter(x, i, 4 + i, 8 + i, 12 + i);
            for (var i = 0; i < 4; i++)
                Quarter(x, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
        }
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * i)..], x[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(output[(16 + (4 * i))..], x[12 + i]);
        }
        x.Clear();
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[a] += x[b];
        x[d] = BitOperations.RotateLeft(x[d] ^ x[a], 16);
        x[c] += x[d];
        x[b] = BitOperations.RotateLeft(x[b] ^ x[c], 12);
        x[a] += x[b];
        x[d] = BitOperations.RotateLeft(x[d] ^ x[a], 8);
        x[c] += x[d];
        x[b] = BitOperations.RotateLeft(x[b] ^ x[c], 7);
    }

    private ChaCha20Poly1305 CipherFor(ReadOnlySpan<byte> counter)
    {
        Span<byte> hashed = stackalloc byte[HashedNonceSize];
        hashed.Clear();
        counter.CopyTo(hashed);
        Span<byte> derived = stackalloc byte[KeySize];
        HChaCha20(_key, hashed, derived);
        var cipher = new ChaCha20Poly1305(derived);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }
}
