using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>What a message says, and to which epoch (RFC 9420, section 6).</summary>
internal sealed record FramedContent
{
    public required ReadOnlyMemory<byte> GroupId { get; init; }

    public required ulong Epoch { get; init; }

    public required Sender Sender { get; init; }

    public ReadOnlyMemory<byte> AuthenticatedData { get; init; }

    public required ContentType ContentType { get; init; }

    public ReadOnlyMemory<byte> Application { get; init; }

    public Proposal? Proposal { get; init; }

    public Commit? Commit { get; init; }

    public static FramedContent Read(ref TlsReader reader)
    {
        var content = new FramedContent
        {
            GroupId = reader.OpaqueCopy(),
            Epoch = reader.UInt64(),
            Sender = Sender.Read(ref reader),
            AuthenticatedData = reader.OpaqueCopy(),
            ContentType = (ContentType)reader.UInt8(),
        };
        return content.ReadBody(ref reader);
    }

    public void Write(TlsWriter writer)
    {
        writer.Opaque(GroupId).UInt64(Epoch);
        Sender.Write(writer);
        writer.Opaque(AuthenticatedData).UInt8((byte)ContentType);
        WriteBody(writer);
    }

    /// <summary>Fills in the body that the content type announces.</summary>
    public FramedContent ReadBody(ref TlsReader reader) => ContentType switch
    {
        ContentType.Application => this with { Application = reader.OpaqueCopy() },
        ContentType.Proposal => this with { Proposal = Proposal.Read(ref reader) },
        ContentType.Commit => this with { Commit = Commit.Read(ref reader) },
        _ => throw new MlsException(MlsFailure.Malformed, $"A message has content of the unknown type {(byte)ContentType}."),
    };

    public void WriteBody(TlsWriter writer)
    {
        switch (ContentType)
        {
            case ContentType.Application:
                writer.Opaque(Application);
                break;
            case ContentType.Proposal:
                Proposal!.Write(writer);
                break;
            default:
                Commit!.Write(writer);
                break;
        }
    }
}
