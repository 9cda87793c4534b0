using System.Security.Cryptography;

namespace HydraBot.Mls.Cryptography;

/// <summary>A key pair on P-256, for signing or for HPKE. Its private part is zeroed when it is disposed of.</summary>
public sealed class P256KeyPair : IDisposable
{
    private readonly byte[] _privateKey;

    internal P256KeyPair(byte[] privateKey, byte[] publicKey)
    {
        _privateKey = privateKey;
        PublicKey = publicKey;
    }

    /// <summary>65 bytes: 4, x, y (SEC 1, section 2.3.3).</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>32 bytes, big endian (SEC 1, section 2.3.7). Zeros once this is disposed of.</summary>
    public ReadOnlySpan<byte> PrivateKey => _privateKey;

    /// <summary>A new key pair from the machine's random numbers.</summary>
    public static P256KeyPair Generate() => P256.Generate();

    /// <summary>The key pair of a stored private key of 32 bytes. Throws <see cref="MlsException"/> when it is none.</summary>
    public static P256KeyPair FromPrivateKey(ReadOnlySpan<byte> privateKey) => P256.FromPrivateKey(privateKey);

    /// <summary>A copy that lives and is disposed of by itself.</summary>
    public P256KeyPair Copy() => new([.. _privateKey], PublicKey.ToArray());

    /// <summary>Zeroes the private key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_privateKey);
}
