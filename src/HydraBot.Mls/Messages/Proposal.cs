using HydraBot.Mls.Codec;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>A change of the group that somebody asks for (RFC 9420, section 12.1).</summary>
public abstract record Proposal
{
    private protected Proposal()
    {
    }

    /// <summary>The kind.</summary>
    public abstract ProposalType Type { get; }

    internal static Proposal Read(ref TlsReader reader) => (ProposalType)reader.UInt16() switch
    {
        ProposalType.Add => AddProposal.ReadContent(ref reader),
        ProposalType.Update => UpdateProposal.ReadContent(ref reader),
        ProposalType.Remove => RemoveProposal.ReadContent(ref reader),
        ProposalType.PreSharedKey => PreSharedKeyProposal.ReadContent(ref reader),
        ProposalType.ReInit => ReInitProposal.ReadContent(ref reader),
        ProposalType.ExternalInit => ExternalInitProposal.ReadContent(ref reader),
        ProposalType.GroupContextExtensions => GroupContextExtensionsProposal.ReadContent(ref reader),
        var other => throw new MlsException(MlsFailure.Unsupported, $"A proposal has the unknown type {(ushort)other}."),
    };

    internal void Write(TlsWriter writer)
    {
        writer.UInt16((ushort)Type);
        WriteContent(writer);
    }

    internal abstract void WriteContent(TlsWriter writer);
}
