using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>A proposal in a commit: itself, or the hash of the message that brought it (RFC 9420, section 12.4).</summary>
internal sealed record ProposalOrReference(Proposal? Proposal, ReadOnlyMemory<byte> Reference)
{
    private const byte ProposalType = 1;
    private const byte ReferenceType = 2;

    public static ProposalOrReference Read(ref TlsReader reader) => reader.UInt8() switch
    {
        ProposalType => new ProposalOrReference(Messages.Proposal.Read(ref reader), default),
        ReferenceType => new ProposalOrReference(null, reader.OpaqueCopy()),
        var other => throw new MlsException(MlsFailure.Malformed, $"A proposal in a commit has the unknown form {other}."),
    };

    public void Write(TlsWriter writer)
    {
        if (Proposal is null)
            writer.UInt8(ReferenceType).Opaque(Reference);
        else
            Proposal.Write(writer.UInt8(ProposalType));
    }
}
