using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Keys;

/// <summary>A member as the tree knows it: keys, name and abilities, signed by itself (RFC 9420, section 7.2).</summary>
public sealed record LeafNode
{
    private const string Label = "LeafNodeTBS";

    /// <summary>The public key that secrets for this member are encrypted to.</summary>
    public required ReadOnlyMemory<byte> EncryptionKey { get; init; }

    /// <summary>The public key that this member's signatures are checked with.</summary>
    public required ReadOnlyMemory<byte> SignatureKey { get; init; }

    /// <summary>Who this member says to be.</summary>
    public required Credential Credential { get; init; }

    /// <summary>What this member's client understands.</summary>
    public required Capabilities Capabilities { get; init; }

    /// <summary>Where this leaf comes from.</summary>
    public required LeafNodeSource Source { get; init; }

    /// <summary>When it may be used; only for <see cref="LeafNodeSource.KeyPackage"/>.</summary>
    public Lifetime? Lifetime { get; init; }

    /// <summary>What binds it to the nodes above it; only for <see cref="LeafNodeSource.Commit"/>.</summary>
    public ReadOnlyMemory<byte> ParentHash { get; init; }

    /// <summary>What it says beyond its fields.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Its owner's signature over all of the above.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    internal static LeafNode Read(ref TlsReader reader)
    {
        var leaf = new LeafNode
        {
            EncryptionKey = reader.OpaqueCopy(),
            SignatureKey = reader.OpaqueCopy(),
            Credential = Credential.Read(ref reader),
            Capabilities = Capabilities.Read(ref reader),
            Source = (LeafNodeSource)reader.UInt8(),
        };
        leaf = leaf.Source switch
        {
            LeafNodeSource.KeyPackage => leaf with { Lifetime = Lifetime.Read(ref reader) },
            LeafNodeSource.Update => leaf,
            LeafNodeSource.Commit => leaf with { ParentHash = reader.OpaqueCopy() },
            _ => throw new MlsException(MlsFailure.Malformed, $"A leaf has the unknown source {(byte)leaf.Source}."),
        };
        return leaf with { Extensions = Extension.ReadList(ref reader), Signature = reader.OpaqueCopy() };
    }

    internal void Write(TlsWriter writer)
    {
        WriteContent(writer);
        writer.Opaque(Signature);
    }

    /// <summary>Signs it for a place; a leaf of a key package has none yet.</summary>
    internal LeafNode Sign(P256KeyPair signer, ReadOnlySpan<byte> groupId = default, uint index = 0) =>
        this with { Signature = Labeled.Sign(signer, Label, Content(groupId, index)) };

    internal bool IsSignedFor(ReadOnlySpan<byte> groupId, uint index) => Labeled.Verify(SignatureKey.Span, Label, Content(groupId, index), Signature.Span);

    private byte[] Content(ReadOnlySpan<byte> groupId, uint index)
    {
        var writer = new TlsWriter();
        WriteContent(writer);
        if (Source is LeafNodeSource.Update or LeafNodeSource.Commit)
            writer.Opaque(groupId).UInt32(index);
        return writer.Finish();
    }

    private void WriteContent(TlsWriter writer)
    {
        writer.Opaque(EncryptionKey).Opaque(SignatureKey);
        Credential.Write(writer);
        Capabilities.Write(writer);
        writer.UInt8((byte)Source);
        if (Source == LeafNodeSource.KeyPackage)
            Lifetime!.Write(writer);
        else if (Source == LeafNodeSource.Commit)
            writer.Opaque(ParentHash);
        Extension.WriteList(writer, Extensions);
    }
}
