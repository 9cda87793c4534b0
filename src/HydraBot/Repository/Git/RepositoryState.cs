namespace HydraBot.Repository.Git;

/// <summary>How the working copy stands.</summary>
/// <param name="Branch">Null when no branch is checked out.</param>
/// <param name="Head">The commit's id; null in a repository without one.</param>
/// <param name="Upstream">The branch that it follows.</param>
/// <param name="Ahead">Commits that the upstream does not have.</param>
/// <param name="Behind">Commits of the upstream that are not here.</param>
/// <param name="Changes">What differs from the last commit, by path.</param>
internal sealed record RepositoryState(string? Branch, string? Head, string? Upstream, int Ahead, int Behind, IReadOnlyList<FileChange> Changes);

/// <summary>A file that differs from the last commit.</summary>
internal sealed record FileChange(string Path, ChangeKind Kind);

/// <summary>How it differs.</summary>
internal enum ChangeKind
{
    Changed = 0,
    New = 1,
    Deleted = 2,
    Renamed = 3,
    Conflict = 4,
}

/// <summary>A commit in one line.</summary>
internal sealed record CommitLine(string Id, string Author, DateTimeOffset At, string Subject);

/// <summary>A line and who last changed it.</summary>
internal sealed record BlamedLine(string Path, int Line, string Content, string Commit, string Author, DateTimeOffset At, string Subject);
