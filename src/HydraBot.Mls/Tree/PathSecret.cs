using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Tree;

/// <summary>The secret of one node on a path; the secrets of the nodes above follow from it (RFC 9420, section 7.4).</summary>
internal sealed class PathSecret(byte[] secret) : IDisposable
{
    private readonly byte[] _secret = secret.Length == CipherSuite.HashSize
        ? secret : throw new MlsException(MlsFailure.Malformed, $"A path secret is {CipherSuite.HashSize} bytes, not {secret.Length}.");

    public ReadOnlySpan<byte> Bytes => _secret;

    public ReadOnlyMemory<byte> Memory => _secret;

    public static PathSecret Random() => new(RandomNumberGenerator.GetBytes(CipherSuite.HashSize));

    /// <summary>The secret of the next node; above the last node it is the commit secret.</summary>
    public PathSecret Next() => new(Labeled.Derive(_secret, "path"));

    public P256KeyPair NodeKeyPair()
    {
        var nodeSecret = Labeled.Derive(_secret, "node");
        var pair = Hpke.DeriveKeyPair(nodeSecret);
        CryptographicOperations.ZeroMemory(nodeSecret);
        return pair;
    }

    /// <summary>The bytes themselves, which the caller then owns.</summary>
    public byte[] Release() => _secret;

    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);
}
