using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>A secret that members share is to be mixed into the next epoch (RFC 9420, section 12.1.4).</summary>
/// <param name="Id">Which secret.</param>
public sealed record PreSharedKeyProposal(PreSharedKeyId Id) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.PreSharedKey;

    internal static PreSharedKeyProposal ReadContent(ref TlsReader reader) => new(PreSharedKeyId.Read(ref reader));

    internal override void WriteContent(TlsWriter writer) => Id.Write(writer);
}
