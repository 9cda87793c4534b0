using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>The sender's signature, and for a commit the proof that the sender knows the next epoch (RFC 9420, section 6.1).</summary>
internal sealed record FramedContentAuthData(ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> ConfirmationTag)
{
    public static FramedContentAuthData Read(ref TlsReader reader, ContentType contentType) =>
        new(reader.OpaqueCopy(), contentType == ContentType.Commit ? reader.OpaqueCopy() : default(ReadOnlyMemory<byte>));

    public void Write(TlsWriter writer, ContentType contentType)
    {
        writer.Opaque(Signature);
        if (contentType == ContentType.Commit)
            writer.Opaque(ConfirmationTag);
    }
}
