using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Keys;

/// <summary>What somebody hands out to be added to a group, once (RFC 9420, section 10).</summary>
public sealed record KeyPackage
{
    private const string Label = "KeyPackageTBS";

    /// <summary>The protocol version; 1 is mls10.</summary>
    public required ushort Version { get; init; }

    /// <summary>The ciphersuite; 2 is the one spoken here.</summary>
    public required ushort CipherSuite { get; init; }

    /// <summary>The public key that the welcome is encrypted to.</summary>
    public required ReadOnlyMemory<byte> InitKey { get; init; }

    /// <summary>The leaf that its owner will have in the tree.</summary>
    public required LeafNode LeafNode { get; init; }

    /// <summary>What it says beyond its fields.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Its owner's signature over all of the above.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Reads one that fills <paramref name="data"/>, unchecked. Throws <see cref="MlsException"/> when it is none.</summary>
    public static KeyPackage Parse(ReadOnlySpan<byte> data) => TlsReader.ReadAll(data, Read);

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes() => TlsWriter.Write(Write);

    /// <summary>Its name in a welcome: the hash KeyPackageRef (RFC 9420, section 5.2).</summary>
    public byte[] Reference() => Labeled.KeyPackageReference(ToBytes());

    /// <summary>Throws <see cref="MlsException"/> unless it is sound by itself (RFC 9420, section 10.1). Its lifetime is not looked at.</summary>
    public void Check()
    {
        if (Version != Cryptography.CipherSuite.Protocol || CipherSuite != Cryptography.CipherSuite.Id)
            throw new MlsException(MlsFailure.Unsupported, $"A key package is for version {Version} and ciphersuite {CipherSuite}.");
        if (LeafNode.Source != LeafNodeSource.KeyPackage)
            throw new MlsException("A key package's leaf comes from elsewhere.");
        if (!P256.IsPublicKey(InitKey.Span))
            throw new MlsException(MlsFailure.Malformed, "A key package's init key is not a point of P-256.");
        if (InitKey.Span.SequenceEqual(LeafNode.EncryptionKey.Span))
            throw new MlsException("A key package uses one key for two ends.");
        if (!Labeled.Verify(LeafNode.SignatureKey.Span, Label, Content(), Signature.Span))
            throw new MlsException(MlsFailure.NotAuthentic, "A key package's signature does not check out.");
    }

    internal static KeyPackage Read(ref TlsReader reader) => new()
    {
        Version = reader.UInt16(),
        CipherSuite = reader.UInt16(),
        InitKey = reader.OpaqueCopy(),
        LeafNode = LeafNode.Read(ref reader),
        Extensions = Extension.ReadList(ref reader),
        Signature = reader.OpaqueCopy(),
    };

    internal void Write(TlsWriter writer)
    {
        WriteContent(writer);
        writer.Opaque(Signature);
    }

    internal KeyPackage Sign(P256KeyPair signer) => this with { Signature = Labeled.Sign(signer, Label, Content()) };

    private byte[] Content()
    {
        var writer = new TlsWriter();
        WriteContent(writer);
        return writer.Finish();
    }

    private void WriteContent(TlsWriter writer)
    {
        writer.UInt16(Version).UInt16(CipherSuite).Opaque(InitKey);
        LeafNode.Write(writer);
        Extension.WriteList(writer, Extensions);
    }
}
