using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>A member is to be removed (RFC 9420, section 12.1.3).</summary>
/// <param name="Removed">The member's leaf.</param>
public sealed record RemoveProposal(uint Removed) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.Remove;

    internal static RemoveProposal ReadContent(ref TlsReader reader) => new(reader.UInt32());

    internal override void WriteContent(TlsWriter writer) => writer.UInt32(Removed);
}
