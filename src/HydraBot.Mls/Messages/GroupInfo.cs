using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>An epoch as a member vouches for it to somebody who joins (RFC 9420, section 12.4.3).</summary>
internal sealed record GroupInfo
{
    private const string Label = "GroupInfoTBS";

    public required GroupContext Context { get; init; }

    public required IReadOnlyList<Extension> Extensions { get; init; }

    public required ReadOnlyMemory<byte> ConfirmationTag { get; init; }

    public required uint Signer { get; init; }

    public ReadOnlyMemory<byte> Signature { get; init; }

    public static GroupInfo Read(ref TlsReader reader) => new()
    {
        Context = GroupContext.Read(ref reader),
        Extensions = Extension.ReadList(ref reader),
        ConfirmationTag = reader.OpaqueCopy(),
        Signer = reader.UInt32(),
        Signature = reader.OpaqueCopy(),
    };

    public void Write(TlsWriter writer)
    {
        WriteContent(writer);
        writer.Opaque(Signature);
    }

    public GroupInfo Sign(P256KeyPair signer) => this with { Signature = Labeled.Sign(signer, Label, TlsWriter.Write(WriteContent)) };

    public bool IsSignedBy(ReadOnlySpan<byte> signatureKey) => Labeled.Verify(signatureKey, Label, TlsWriter.Write(WriteContent), Signature.Span);

    private void WriteContent(TlsWriter writer)
    {
        Context.Write(writer);
        Extension.WriteList(writer, Extensions);
        writer.Opaque(ConfirmationTag).UInt32(Signer);
    }
}
