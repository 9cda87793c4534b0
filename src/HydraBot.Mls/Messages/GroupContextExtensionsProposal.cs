using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>The group's extensions are to be replaced (RFC 9420, section 12.1.7).</summary>
/// <param name="Extensions">The new ones, all of them.</param>
public sealed record GroupContextExtensionsProposal(IReadOnlyList<Extension> Extensions) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.GroupContextExtensions;

    internal static GroupContextExtensionsProposal ReadContent(ref TlsReader reader) => new(Extension.ReadList(ref reader));

    internal override void WriteContent(TlsWriter writer) => Extension.WriteList(writer, Extensions);
}
