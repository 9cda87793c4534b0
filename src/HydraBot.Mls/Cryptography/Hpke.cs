using System.Security.Cryptography;
using System.Text;

namespace HydraBot.Mls.Cryptography;

/// <summary>
/// Hybrid public key encryption in base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM (RFC 9180). A context encrypts one message, as MLS uses it.
/// </summary>
internal static class Hpke
{
    private const int LargestCounter = 255;

    /// <summary>"KEM" and the number of the KEM (RFC 9180, section 4.1).</summary>
    private static ReadOnlySpan<byte> KemSuite => [(byte)'K', (byte)'E', (byte)'M', 0x00, 0x10];

    /// <summary>"HPKE" and the numbers of KEM, KDF and AEAD (RFC 9180, section 5.1).</summary>
    private static ReadOnlySpan<byte> Suite => [(byte)'H', (byte)'P', (byte)'K', (byte)'E', 0x00, 0x10, 0x00, 0x01, 0x00, 0x01];

    public static HpkeCiphertext Seal(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> plaintext)
    {
        var (kemOutput, shared) = Encapsulate(publicKey);
        using var context = HpkeContext.Derive(shared, info);
        CryptographicOperations.ZeroMemory(shared);
        return new HpkeCiphertext(kemOutput, Aead.Seal(context.Key, context.Nonce, plaintext, []));
    }

    public static byte[] Open(P256KeyPair key, ReadOnlySpan<byte> info, HpkeCiphertext ciphertext)
    {
        var shared = Decapsulate(key, ciphertext.KemOutput.Span);
        using var context = HpkeContext.Derive(shared, info);
        CryptographicOperations.ZeroMemory(shared);
        return Aead.Open(context.Key, context.Nonce, ciphertext.Ciphertext.Span, []);
    }

    /// <summary>DeriveKeyPair: candidates until one is below the order of the curve (RFC 9180, section 7.1.3).</summary>
    public static P256KeyPair DeriveKeyPair(ReadOnlySpan<byte> secret)
    {
        var prk = Extract(KemSuite, [], "dkp_prk", secret);
        for (var counter = 0; counter <= LargestCounter; counter++)
        {
            var candidate = Expand(KemSuite, prk, "candidate", [(byte)counter], CipherSuite.PrivateKeySize);
            try
            {
                if (P256.IsPrivateKey(candidate))
                    return P256.FromPrivateKey(candidate);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(candidate);
            }
        }
        throw new MlsException("No key pair can be derived from this secret.");
    }

    internal static byte[] Extract(ReadOnlySpan<byte> suite, ReadOnlySpan<byte> salt, string label, ReadOnlySpan<byte> secret)
    {
        byte[] input = [.. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. secret];
        var output = HMACSHA256.HashData(salt, input);
        CryptographicOperations.ZeroMemory(input);
        return output;
    }

    internal static byte[] Expand(ReadOnlySpan<byte> suite, ReadOnlySpan<byte> prk, string label, ReadOnlySpan<byte> info, int length)
    {
        var output = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, prk, output, [(byte)(length >> 8), (byte)length, .. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. info]);
        return output;
    }

    internal static byte[] ContextSecret(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> info, out byte[] keyContext)
    {
        keyContext = [0, .. Extract(Suite, [], "psk_id_hash", []), .. Extract(Suite, [], "info_hash", info)];
        return Extract(Suite, shared, "secret", []);
    }

    internal static byte[] ContextExpand(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> context, int length) =>
        Expand(Suite, secret, label, context, length);

    private static (byte[] KemOutput, byte[] Shared) Encapsulate(ReadOnlySpan<byte> publicKey)
    {
        using var ephemeral = P256.Generate();
        var kemOutput = ephemeral.PublicKey.ToArray();
        return (kemOutput, SharedSecret(P256.Agree(ephemeral, publicKey), kemOutput, publicKey));
    }

    private static byte[] Decapsulate(P256KeyPair key, ReadOnlySpan<byte> kemOutput) =>
        SharedSecret(P256.Agree(key, kemOutput), kemOutput, key.PublicKey.Span);

    private static byte[] SharedSecret(byte[] agreed, ReadOnlySpan<byte> kemOutput, ReadOnlySpan<byte> publicKey)
    {
        var prk = Extract(KemSuite, [], "eae_prk", agreed);
        var shared = Expand(KemSuite, prk, "shared_secret", [.. kemOutput, .. publicKey], CipherSuite.HashSize);
        CryptographicOperations.ZeroMemory(agreed);
        CryptographicOperations.ZeroMemory(prk);
        return shared;
    }
}
