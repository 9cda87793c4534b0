using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;
using HydraBot.Repository.Secrets;

namespace HydraBot.Repository.Committing;

/// <summary>Drafts first, commits after: what is committed was shown, to the last line.</summary>
internal sealed class CommitDesk(GitReading reading, GitWriting writing, SecretScan scan, CommitAuthor author, DraftShelf shelf) : IDisposable
{
    /// <summary>One hand on the working copy at a time.</summary>
    private readonly SemaphoreSlim _hand = new(1, 1);

    /// <summary>What a commit of these paths would be.</summary>
    public async Task<CommitDraft> DraftAsync(Clearance clearance, IReadOnlyList<string> paths, string? message, string? why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var (changes, diff, secrets) = await LookAsync(paths, cancellationToken);
        var (words, model) = message is null ? await author.WriteAsync(clearance, changes, secrets.Count > 0 ? null : diff, why, cancellationToken) : (message, null);
        var draft = new CommitDraft(words, CommitDraft.DigestOf(diff), changes, secrets) { Model = model };
        shelf.Put(clearance.Caller.Id, draft);
        return draft;
    }

    /// <summary>Commits a draft, if it is still what stands there.</summary>
    public async Task<string> CommitAsync(Clearance clearance, string digest, string? message, CancellationToken cancellationToken)
    {
        if (shelf.Take(clearance.Caller.Id, digest) is not { } draft)
            throw OperationException.WrongArgument($"There is no draft {digest} of yours. Look first: /repository draft shows what would be committed, and its number.");
        await _hand.WaitAsync(cancellationToken);
        try
        {
            var paths = draft.Changes.Select(change => change.Path).ToArray();
            var (_, diff, secrets) = await LookAsync(paths, cancellationToken);
            if (CommitDraft.DigestOf(diff) != digest)
                throw new OperationException("The files were changed after the draft was shown. Look again: /repository draft.");
            if (secrets.Count > 0)
                throw new OperationException($"Nothing was committed: {Named(secrets)}. Take it out, or write {SecretScan.Allowance} into the line where it is none.");
            return await writing.CommitAsync(clearance, message ?? draft.Message, paths, cancellationToken);
        }
        finally
        {
            _hand.Release();
        }
    }

    public void Dispose() => _hand.Dispose();

    /// <summary>Findings in a sentence, without what was found.</summary>
    public static string Named(IReadOnlyList<SecretFinding> secrets) =>
        string.Join("; ", secrets.Take(5).Select(one => $"{one.Path} line {one.Line} holds {one.What}")) + (secrets.Count > 5 ? $"; and {secrets.Count - 5} more" : "");

    private async Task<(IReadOnlyList<FileChange> Changes, string Diff, IReadOnlyList<SecretFinding> Secrets)> LookAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var inside = paths.Select(reading.Inside).ToArray();
        var state = await reading.StateAsync(cancellationToken);
        var changes = state.Changes.Where(change => inside.Length == 0 || inside.Any(path => change.Path == path || path == "." || change.Path.StartsWith($"{path}/", StringComparison.Ordinal))).ToArray();
        if (changes.FirstOrDefault(change => change.Kind == ChangeKind.Conflict) is { } conflict)
            throw new OperationException($"{conflict.Path} has a conflict that somebody has to settle first.");
        if (changes.Length == 0)
            throw new OperationException(paths.Count == 0 ? "Nothing has changed since the last commit." : $"Nothing has changed in {string.Join(", ", paths)}.");
        var diff = await reading.DiffAsync([.. changes.Select(change => change.Path)], state, cancellationToken);
        if (diff.Length >= GitProgram.MostOutput)
            throw new OperationException("The difference is larger than 4 MiB, more than can be looked through. Name fewer paths.");
        return (changes, diff, scan.Look(diff));
    }
}
