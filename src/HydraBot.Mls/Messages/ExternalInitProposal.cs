using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>Somebody joins by a commit of their own (RFC 9420, section 12.1.6). It is read, and refused in a commit.</summary>
/// <param name="KemOutput">What the joiner's secret is derived from.</param>
public sealed record ExternalInitProposal(ReadOnlyMemory<byte> KemOutput) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.ExternalInit;

    internal static ExternalInitProposal ReadContent(ref TlsReader reader) => new(reader.OpaqueCopy());

    internal override void WriteContent(TlsWriter writer) => writer.Opaque(KemOutput);
}
