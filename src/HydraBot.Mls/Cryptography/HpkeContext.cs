using System.Security.Cryptography;

namespace HydraBot.Mls.Cryptography;

/// <summary>The key and first nonce of an HPKE context (RFC 9180, section 5.1).</summary>
internal sealed class HpkeContext(byte[] key, byte[] nonce) : IDisposable
{
    public ReadOnlySpan<byte> Key => key;

    public ReadOnlySpan<byte> Nonce => nonce;

    public static HpkeContext Derive(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> info)
    {
        var secret = Hpke.ContextSecret(shared, info, out var keyContext);
        var context = new HpkeContext(
            Hpke.ContextExpand(secret, "key", keyContext, CipherSuite.KeySize),
            Hpke.ContextExpand(secret, "base_nonce", keyContext, CipherSuite.NonceSize));
        CryptographicOperations.ZeroMemory(secret);
        return context;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(nonce);
    }
}
