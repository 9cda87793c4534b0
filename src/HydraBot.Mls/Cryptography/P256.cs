using System.Security.Cryptography;

namespace HydraBot.Mls.Cryptography;

/// <summary>The curve: key pairs, Diffie-Hellman, ECDSA with SHA-256 and DER signatures (RFC 9420, section 5.1; FIPS 186-5).</summary>
internal static class P256
{
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    public static P256KeyPair Generate()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Export(key);
    }

    /// <summary>The key pair of a private key of 32 bytes.</summary>
    public static P256KeyPair FromPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (!IsPrivateKey(privateKey))
            throw new MlsException(MlsFailure.Malformed, "A private key on P-256 is 32 bytes, above zero and below the order of the curve.");
        var d = privateKey.ToArray();
        try
        {
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
            return Export(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(d);
        }
    }

    /// <summary>Whether these bytes, big endian, lie between zero and the order of the curve.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> bytes) =>
        bytes.Length == CipherSuite.PrivateKeySize && bytes.ContainsAnyExcept((byte)0) && bytes.SequenceCompareTo(Order) < 0;

    /// <summary>Whether these bytes are an uncompressed point of the curve.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var key = ECDiffieHellman.Create(Point(bytes));
            return true;
        }
        catch (MlsException)
        {
            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The x coordinate of the shared point.</summary>
    public static byte[] Agree(P256KeyPair own, ReadOnlySpan<byte> theirPublicKey)
    {
        var secret = Private(own);
        try
        {
            using var mine = ECDiffieHellman.Create(secret);
            using var theirs = ECDiffieHellman.Create(Point(theirPublicKey));
            using var publicPart = theirs.PublicKey;
            return mine.DeriveRawSecretAgreement(publicPart);
        }
        catch (CryptographicException e)
        {
            throw new MlsException(MlsFailure.Malformed, "A public key is not a point of P-256.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret.D);
        }
    }

    public static byte[] Sign(P256KeyPair key, ReadOnlySpan<byte> content)
    {
        var secret = Private(key);
        using var signer = ECDsa.Create(secret);
        CryptographicOperations.ZeroMemory(secret.D);
        return signer.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var verifier = ECDsa.Create(Point(publicKey));
            return verifier.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ECParameters Private(P256KeyPair key) => Point(key.PublicKey.Span) with { D = key.PrivateKey.ToArray() };

    private static ECParameters Point(ReadOnlySpan<byte> bytes) => bytes.Length == CipherSuite.PublicKeySize && bytes[0] == 4
        ? new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = bytes[1..33].ToArray(), Y = bytes[33..].ToArray() } }
        : throw new MlsException(MlsFailure.Malformed, "A public key on P-256 is 65 bytes that start with 4.");

    private static P256KeyPair Export(ECDiffieHellman key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return new P256KeyPair(parameters.D!, [4, .. parameters.Q.X!, .. parameters.Q.Y!]);
    }
}
