using System.Security.Cryptography;

namespace HydraBot.Mls.Schedule;

/// <summary>Key and nonce of one message.</summary>
internal sealed class MessageKey(uint generation, byte[] key, byte[] nonce) : IDisposable
{
    public uint Generation => generation;

    public ReadOnlySpan<byte> Key => key;

    public ReadOnlySpan<byte> Nonce => nonce;

    /// <summary>The nonce with the sender's four random bytes over its beginning (RFC 9420, section 6.3.1).</summary>
    public byte[] GuardedNonce(ReadOnlySpan<byte> guard)
    {
        byte[] guarded = [.. nonce];
        for (var i = 0; i < guard.Length; i++)
            guarded[i] ^= guard[i];
        return guarded;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(nonce);
    }
}
