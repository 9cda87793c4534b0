using System.Security.Cryptography;

namespace HydraBot.Mls.Cryptography;

/// <summary>AES-128-GCM; the tag of 16 bytes follows the ciphertext (RFC 5116, section 5.1).</summary>
internal static class Aead
{
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> authenticated)
    {
        using var gcm = new AesGcm(key, CipherSuite.TagSize);
        var output = new byte[plaintext.Length + CipherSuite.TagSize];
        gcm.Encrypt(nonce, plaintext, output.AsSpan(0, plaintext.Length), output.AsSpan(plaintext.Length), authenticated);
        return output;
    }

    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> authenticated)
    {
        if (ciphertext.Length < CipherSuite.TagSize)
            throw new MlsException(MlsFailure.Malformed, "A ciphertext is shorter than its tag.");
        var length = ciphertext.Length - CipherSuite.TagSize;
        var plaintext = new byte[length];
        using var gcm = new AesGcm(key, CipherSuite.TagSize);
        try
        {
            gcm.Decrypt(nonce, ciphertext[..length], ciphertext[length..], plaintext, authenticated);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new MlsException(MlsFailure.NotAuthentic, "A ciphertext was not made with this key, or was changed.", e);
        }
    }
}
