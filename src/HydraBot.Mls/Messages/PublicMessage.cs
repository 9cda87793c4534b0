using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>A message that is signed and not encrypted (RFC 9420, section 6.2).</summary>
internal sealed record PublicMessage(FramedContent Content, FramedContentAuthData Auth, ReadOnlyMemory<byte> MembershipTag)
{
    public AuthenticatedContent Authenticated => new(WireFormat.PublicMessage, Content, Auth);

    public static PublicMessage Read(ref TlsReader reader)
    {
        var content = FramedContent.Read(ref reader);
        var auth = FramedContentAuthData.Read(ref reader, content.ContentType);
        return new PublicMessage(content, auth, content.Sender.Type == SenderType.Member ? reader.OpaqueCopy() : default(ReadOnlyMemory<byte>));
    }

    public void Write(TlsWriter writer)
    {
        Content.Write(writer);
        Auth.Write(writer, Content.ContentType);
        if (Content.Sender.Type == SenderType.Member)
            writer.Opaque(MembershipTag);
    }
}
