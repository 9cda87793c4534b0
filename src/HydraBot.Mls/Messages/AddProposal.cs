using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>Somebody is to be added (RFC 9420, section 12.1.1).</summary>
/// <param name="KeyPackage">What they handed out.</param>
public sealed record AddProposal(KeyPackage KeyPackage) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.Add;

    internal static AddProposal ReadContent(ref TlsReader reader) => new(KeyPackage.Read(ref reader));

    internal override void WriteContent(TlsWriter writer) => KeyPackage.Write(writer);
}
