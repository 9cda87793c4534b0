using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>The group is to be started anew with other parameters (RFC 9420, section 12.1.5). It is read, and refused in a commit.</summary>
/// <param name="GroupId">The new group.</param>
/// <param name="Version">Its protocol version.</param>
/// <param name="CipherSuite">Its ciphersuite.</param>
/// <param name="Extensions">Its extensions.</param>
public sealed record ReInitProposal(ReadOnlyMemory<byte> GroupId, ushort Version, ushort CipherSuite, IReadOnlyList<Extension> Extensions) : Proposal
{
    /// <inheritdoc/>
    public override ProposalType Type => ProposalType.ReInit;

    internal static ReInitProposal ReadContent(ref TlsReader reader) =>
        new(reader.OpaqueCopy(), reader.UInt16(), reader.UInt16(), Extension.ReadList(ref reader));

    internal override void WriteContent(TlsWriter writer) =>
        Extension.WriteList(writer.Opaque(GroupId).UInt16(Version).UInt16(CipherSuite), Extensions);
}
