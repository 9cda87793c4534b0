using System.Security.Cryptography;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Messages;

/// <summary>A message with what authenticates it, whatever its form on the wire (RFC 9420, section 6.1).</summary>
internal sealed record AuthenticatedContent(WireFormat WireFormat, FramedContent Content, FramedContentAuthData Auth)
{
    private const string Label = "FramedContentTBS";

    public static AuthenticatedContent Read(ref TlsReader reader)
    {
        var format = (WireFormat)reader.UInt16();
        var content = FramedContent.Read(ref reader);
        return new AuthenticatedContent(format, content, FramedContentAuthData.Read(ref reader, content.ContentType));
    }

    public void Write(TlsWriter writer)
    {
        Content.Write(writer.UInt16((ushort)WireFormat));
        Auth.Write(writer, Content.ContentType);
    }

    /// <summary>ProposalRef: the name by which a commit refers to this proposal.</summary>
    public byte[] ProposalReference() => Labeled.ProposalReference(TlsWriter.Write(Write));

    public static AuthenticatedContent Sign(WireFormat format, FramedContent content, P256KeyPair signer, ReadOnlySpan<byte> groupContext) =>
        new(format, content, new FramedContentAuthData(Labeled.Sign(signer, Label, Signed(format, content, groupContext)), default));

    public bool IsSignedBy(ReadOnlySpan<byte> signatureKey, ReadOnlySpan<byte> groupContext) =>
        Labeled.Verify(signatureKey, Label, Signed(WireFormat, Content, groupContext), Auth.Signature.Span);

    /// <summary>The tag that proves to the group that a member sent this (RFC 9420, section 6.2).</summary>
    public byte[] MembershipTag(ReadOnlySpan<byte> membershipKey, ReadOnlySpan<byte> groupContext)
    {
        var writer = new TlsWriter().Bytes(Signed(WireFormat, Content, groupContext));
        Auth.Write(writer, Content.ContentType);
        return Labeled.Mac(membershipKey, writer.Written);
    }

    public bool HasMembershipTag(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> membershipKey, ReadOnlySpan<byte> groupContext) =>
        CryptographicOperations.FixedTimeEquals(tag, MembershipTag(membershipKey, groupContext));

    private static byte[] Signed(WireFormat format, FramedContent content, ReadOnlySpan<byte> groupContext)
    {
        var writer = new TlsWriter().UInt16(CipherSuite.Protocol).UInt16((ushort)format);
        content.Write(writer);
        if (content.Sender.Type is SenderType.Member or SenderType.NewMemberCommit)
            writer.Bytes(groupContext);
        return writer.Finish();
    }
}
