using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Git;

/// <summary>
/// Every change that is made through git. What is not here cannot be done: there is no forced push, no deletion at the remote, no amend, no reset, no
/// rebase, and no free words on a command line.
/// </summary>
internal sealed class GitWriting(GitProgram git, GitReading reading, IOptions<RepositoryOptions> options)
{
    /// <summary>Commits exactly these paths as they stand in the working copy; whatever else is staged stays as it is.</summary>
    public async Task<string> CommitAsync(Clearance clearance, string message, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var literal = reading.Literal(paths);
        await git.RunAsync(["add", "--all", "--", .. literal], cancellationToken);
        await git.RunAsync(["commit", "--cleanup=verbatim", "--file=-", "--only", "--", .. literal], cancellationToken, message);
        return (await git.RunAsync(["rev-parse", "HEAD"], cancellationToken)).Trim();
    }

    /// <summary>Makes a commit that takes another one back.</summary>
    public async Task<string> RevertAsync(Clearance clearance, string commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var (code, _, error) = await git.TryAsync(["revert", "--no-edit", commit], cancellationToken);
        if (code != 0)
        {
            await git.TryAsync(["revert", "--abort"], cancellationToken);
            throw new OperationException($"{commit[..7]} cannot be taken back by itself: {error.Trim()}");
        }

        return (await git.RunAsync(["rev-parse", "HEAD"], cancellationToken)).Trim();
    }

    /// <summary>Makes a branch and checks it out; the changes of the working copy come along.</summary>
    public Task BranchAsync(Clearance clearance, string name, string? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return git.RunAsync(["switch", "--create", name, .. from is null ? Array.Empty<string>() : [from]], cancellationToken);
    }

    /// <summary>Checks out a branch; git refuses where that would lose changes.</summary>
    public Task SwitchAsync(Clearance clearance, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return git.RunAsync(["switch", "--no-guess", name], cancellationToken);
    }

    /// <summary>Makes a tag with a message; git refuses a name that is taken.</summary>
    public Task TagAsync(Clearance clearance, string name, string message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return git.RunAsync(["tag", "--annotate", "--cleanup=verbatim", "--file=-", name], cancellationToken, message);
    }

    /// <summary>Takes what is new at the remote, where nothing of ours stands against it.</summary>
    public async Task<string> PullAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var branch = (await reading.StateAsync(cancellationToken)).Branch ?? throw new OperationException("No branch is checked out, so there is nothing to pull into.");
        await git.RunAsync(["fetch", "--no-tags", "--no-recurse-submodules", options.Value.Remote, $"refs/heads/{branch}:refs/remotes/{options.Value.Remote}/{branch}"], cancellationToken);
        var (code, output, error) = await git.TryAsync(["merge", "--ff-only", "--no-edit", $"refs/remotes/{options.Value.Remote}/{branch}"], cancellationToken);
        return code == 0 ? output.Trim() : throw new OperationException(
            $"The remote's {branch} and yours went different ways, and HydraBot joins no histories: {error.Trim()}. Merge by hand, or make a branch of your own.");
    }

    /// <summary>Sends a branch, and with it one tag where it is named; the remote refuses what does not follow its own history.</summary>
    public Task<string> PushAsync(Clearance clearance, string branch, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        string[] refs = tag is null ? [$"refs/heads/{branch}:refs/heads/{branch}"] : [$"refs/heads/{branch}:refs/heads/{branch}", $"refs/tags/{tag}:refs/tags/{tag}"];
        return git.RunAsync(["push", "--atomic", "--porcelain", "--recurse-submodules=no", options.Value.Remote, .. refs], cancellationToken);
    }
}
