using System.Security.Cryptography;
using System.Text;
using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Cryptography;

/// <summary>MLS's labelled forms of hashing, deriving, signing and encrypting (RFC 9420, sections 5.1 to 5.2, 8 and 9).</summary>
internal static class Labeled
{
    private const string Prefix = "MLS 1.0 ";

    public static byte[] Hash(ReadOnlySpan<byte> data) => SHA256.HashData(data);

    public static byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => HMACSHA256.HashData(key, data);

    public static byte[] Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> secret) => HMACSHA256.HashData(salt, secret);

    /// <summary>ExpandWithLabel.</summary>
    public static byte[] Expand(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> context, int length)
    {
        var info = new TlsWriter().UInt16((ushort)length).Opaque(Encoding.ASCII.GetBytes(Prefix + label)).Opaque(context);
        return Hkdf.Expand(secret, info.Written, length);
    }

    /// <summary>DeriveSecret.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> secret, string label) => Expand(secret, label, [], CipherSuite.HashSize);

    /// <summary>DeriveTreeSecret.</summary>
    public static byte[] DeriveTree(ReadOnlySpan<byte> secret, string label, uint generation, int length) =>
        Expand(secret, label, new TlsWriter().UInt32(generation).Written, length);

    /// <summary>RefHash: the name of a key package or a proposal; its label is used as it is.</summary>
    public static byte[] Reference(string label, ReadOnlySpan<byte> value) =>
        Hash(new TlsWriter().Opaque(Encoding.ASCII.GetBytes(label)).Opaque(value).Written);

    public static byte[] KeyPackageReference(ReadOnlySpan<byte> keyPackage) => Reference(Prefix + "KeyPackage Reference", keyPackage);

    public static byte[] ProposalReference(ReadOnlySpan<byte> authenticatedContent) => Reference(Prefix + "Proposal Reference", authenticatedContent);

    /// <summary>SignWithLabel.</summary>
    public static byte[] Sign(P256KeyPair key, string label, ReadOnlySpan<byte> content) => P256.Sign(key, Content(label, content));

    /// <summary>VerifyWithLabel.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, string label, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        P256.Verify(publicKey, Content(label, content), signature);

    /// <summary>EncryptWithLabel.</summary>
    public static HpkeCiphertext Encrypt(ReadOnlySpan<byte> publicKey, string label, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext) =>
        Hpke.Seal(publicKey, Content(label, context), plaintext);

    /// <summary>DecryptWithLabel.</summary>
    public static byte[] Decrypt(P256KeyPair key, string label, ReadOnlySpan<byte> context, HpkeCiphertext ciphertext) =>
        Hpke.Open(key, Content(label, context), ciphertext);

    private static byte[] Content(string label, ReadOnlySpan<byte> content) =>
        new TlsWriter().Opaque(Encoding.ASCII.GetBytes(Prefix + label)).Opaque(content).Written.ToArray();
}
