using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>The sender wants a new leaf (RFC 9420, section 12.1.2).</summary>
/// <param name="LeafNode">The new leaf.</param>
public sealed record UpdateProposal(LeafNode LeafNode) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.Update;

    internal static UpdateProposal ReadContent(ref TlsReader reader) => new(LeafNode.Read(ref reader));

    internal override void WriteContent(TlsWriter writer) => LeafNode.Write(writer);
}
