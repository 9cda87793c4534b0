using HydraBot.Mls.Codec;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Messages;

/// <summary>The proposals that begin the next epoch, and new keys for the committer's path (RFC 9420, section 12.4).</summary>
internal sealed record Commit(IReadOnlyList<ProposalOrReference> Proposals, UpdatePath? Path)
{
    public static Commit Read(ref TlsReader reader) =>
        new(reader.Vector(ProposalOrReference.Read), reader.Optional() ? UpdatePath.Read(ref reader) : null);

    public void Write(TlsWriter writer)
    {
        writer.Vector(Proposals, static (proposal, to) => proposal.Write(to)).Optional(Path is not null);
        Path?.Write(writer);
    }
}
