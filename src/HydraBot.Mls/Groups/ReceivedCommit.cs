using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Groups;

/// <summary>A commit whose sender has been authenticated, not applied yet.</summary>
public sealed class ReceivedCommit
{
    internal ReceivedCommit(AuthenticatedContent content) => Content = content;

    /// <summary>The committer's leaf.</summary>
    public uint Committer => Content.Content.Sender.Index;

    /// <summary>Whether it refers to all of its proposals and carries none itself.</summary>
    public bool HasOnlyReferences => Commit.Proposals.All(proposal => proposal.Proposal is null);

    /// <summary>The proposals that it refers to.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> References => Commit.Proposals.Where(proposal => proposal.Proposal is null).Select(proposal => proposal.Reference);

    internal AuthenticatedContent Content { get; }

    internal Commit Commit => Content.Content.Commit!;
}
