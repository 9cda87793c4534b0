using System.Diagnostics;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>A patch that is on the branch which is deployed.</summary>
/// <param name="Commit">Its commit.</param>
/// <param name="Before">The program that ran before it.</param>
/// <param name="Branch">The branch.</param>
internal sealed record Release(string Commit, string Before, string Branch);

/// <summary>Where patches of the code are made into commits, built and tested: in a worktree and a container of their own, never in the tree that runs.</summary>
internal sealed class CodeWorkshop(IOptions<ImprovementOptions> options, BuildContainer builds, Releases releases, ApplicationPaths paths, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Rehearsal = TimeSpan.FromSeconds(20);

    private string Branch => options.Value.Code.Branch;

    /// <summary>Commits the patch on a branch of its own, and builds and tests that commit.</summary>
    /// <exception cref="OperationException">It cannot be built here, does not apply, or touches what is protected.</exception>
    public async Task<CodeReport> TestAsync(Clearance clearance, Proposal proposal, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var repository = Repository();
        if (await builds.MissingAsync(cancellationToken) is { } missing)
            throw new OperationException($"Proposal {proposal.Number} cannot be built here. {missing}");
        var start = await repository.RunAsync(cancellationToken, "rev-parse", "--verify", $"refs/heads/{Branch}^{{commit}}");
        progress.Report(new OperationProgress("applying the patch in a worktree of its own"));
        var (name, commit, files) = await CommitAsync(repository, proposal, start, cancellationToken);
        progress.Report(new OperationProgress("building and testing in a sandbox without network"));
        var archive = Path.Combine(paths.Data, "improvement", string.Create(CultureInfo.InvariantCulture, $"proposal-{proposal.Number}.tar"));
        try
        {
            await using (var file = File.Create(archive))
                await repository.CopyAsync(file, cancellationToken, "archive", "--format=tar", commit);
            await using var sources = File.OpenRead(archive);
            var result = await builds.RunAsync(sources, releases.FolderOf(commit), cancellationToken);
            return new CodeReport(name, start, commit, files, result.Passed, result.Output);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Puts the commit on the deployed branch, and has the watchdog start what was built of it. Asked again after a crash it goes on where it was.</summary>
    public async Task<Release> ReleaseAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var report = proposal.Evidence?.Code is { Passed: true, Commit: not null } code ? code : throw new OperationException($"Proposal {proposal.Number} was not built.");
        if (Environment.GetEnvironmentVariable(Releases.Supervised) != "1")
            throw new OperationException("A patch is released under the watchdog alone: start the house as 'HydraBot watch'. Nothing was changed.");
        if (!releases.Has(report.Commit!))
            throw new OperationException($"Nothing can be started of proposal {proposal.Number}: its build left no program 'HydraBot' in the folder out.");
        var before = releases.Current;
        await RehearseAsync(before, cancellationToken);
        var repository = Repository();
        var head = await repository.RunAsync(cancellationToken, "rev-parse", "--verify", $"refs/heads/{Branch}");
        if (head != report.Commit)
        {
            if (head != report.Base)
                throw new OperationException($"The branch {Branch} moved on since proposal {proposal.Number} was tested ({report.Base[..8]} became {head[..8]}); propose it anew.");
            await MoveAsync(repository, head, report.Commit!, cancellationToken);
        }

        releases.SetNext(report.Commit!);
        End();
        return new Release(report.Commit!, before, Branch);
    }

    /// <summary>Takes the commit back by another one, since history is not rewritten, and has the watchdog start what ran before.</summary>
    public async Task RollBackAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var repository = Repository();
        var (name, folder) = Place(proposal, "rollback");
        await ClearAsync(repository, name, folder, cancellationToken);
        var head = await repository.RunAsync(cancellationToken, "rev-parse", "--verify", $"refs/heads/{Branch}");
        await repository.RunAsync(cancellationToken, "worktree", "add", "-b", name, folder, head);
        try
        {
            var tree = new GitRepository(folder);
            await tree.RunAsync(cancellationToken, "revert", "--no-edit", proposal.DeployedAs!);
            await MoveAsync(repository, head, await tree.RunAsync(cancellationToken, "rev-parse", "HEAD"), cancellationToken);
        }
        finally
        {
            await ClearAsync(repository, name, folder, CancellationToken.None);
        }

        if (releases.Current == proposal.DeployedAs && Environment.GetEnvironmentVariable(Releases.Supervised) == "1")
        {
            releases.SetNext(proposal.Replaced ?? Releases.Installed);
            End();
        }
    }

    private GitRepository Repository() => options.Value.Code.Repository is { Length: > 0 } folder
        ? new GitRepository(Path.GetFullPath(folder))
        : throw new OperationException("Improvement:Code:Repository is not set: patches of the code are not taken here.");

    /// <summary>The answer of the operation is on its way when the house ends.</summary>
    private void End()
    {
        Environment.ExitCode = Releases.Restart;
        lifetime.StopApplication();
    }

    /// <summary>What is gone back to must start, or nothing is left.</summary>
    private async Task RehearseAsync(string before, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Rehearsal);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(releases.ProgramOf(before), ["--version"]) { RedirectStandardOutput = true })!;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new OperationException($"The way back was rehearsed and failed: {before} --version ended with {process.ExitCode}. Nothing was changed.");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"The way back was rehearsed and failed: {before} cannot be started. Nothing was changed.", exception);
        }
    }

    /// <summary>Moves the branch when it is still where it was seen; a tree that has it checked out moves with it.</summary>
    private async Task MoveAsync(GitRepository repository, string from, string to, CancellationToken cancellationToken)
    {
        var trees = await repository.RunAsync(cancellationToken, "worktree", "list", "--porcelain");
        var holder = trees.Split("\n\n").FirstOrDefault(tree => tree.Split('\n').Contains($"branch refs/heads/{Branch}"))?.Split('\n')[0]["worktree ".Length..];
        if (holder is null)
        {
            await repository.RunAsync(cancellationToken, "update-ref", "-m", "HydraBot", $"refs/heads/{Branch}", to, from);
            return;
        }

        var tree = new GitRepository(holder);
        if ((await tree.RunAsync(cancellationToken, "status", "--porcelain", "--untracked-files=no")).Length > 0)
            throw new OperationException($"The tree {holder} has changes that are not committed; commit or undo them first. Nothing was changed.");
        await tree.RunAsync(cancellationToken, "merge", "--ff-only", to);
    }

    private async Task<(string Branch, string Commit, IReadOnlyList<string> Files)> CommitAsync(GitRepository repository, Proposal proposal, string start, CancellationToken cancellationToken)
    {
        var (name, folder) = Place(proposal, "proposal");
        await ClearAsync(repository, name, folder, cancellationToken);
        await repository.RunAsync(cancellationToken, "worktree", "add", "-b", name, folder, start);
        var patch = $"{folder}.patch";
        try
        {
            await File.WriteAllTextAsync(patch, proposal.Patch, cancellationToken);
            var tree = new GitRepository(folder);
            await tree.RunAsync(cancellationToken, "apply", "--index", "--whitespace=nowarn", patch);
            var files = Touched(await tree.RunAsync(cancellationToken, "diff", "--cached", "--raw", "--no-renames", "--abbrev=40", "-z"), folder);
            await tree.RunAsync(cancellationToken, "commit", "--no-verify", "-m", proposal.Title, "-m", string.Create(CultureInfo.InvariantCulture, $"Proposal {proposal.Number}"));
            return (name, await tree.RunAsync(cancellationToken, "rev-parse", "HEAD"), files);
        }
        finally
        {
            File.Delete(patch);
            await repository.TryAsync(CancellationToken.None, "worktree", "remove", "--force", folder);
        }
    }

    /// <summary>What the patch did, as git tells it and not as the patch says: paths and modes are looked at once more.</summary>
    private static List<string> Touched(string raw, string folder)
    {
        var files = new List<string>();
        var parts = raw.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at + 1 < parts.Length; at += 2)
        {
            var (modes, file) = (parts[at].TrimStart(':').Split(' '), parts[at + 1]);
            if (modes is not [("000000" or "100644" or "100755"), ("000000" or "100644" or "100755"), ..] || (modes[0] != modes[1] && modes[0] != "000000" && modes[1] != "000000") || (modes[0] == "000000" && modes[1] != "100644"))
                throw new OperationException($"The patch gives '{file}' a mode that is not taken ({modes[0]} to {modes[1]}).");
            if (ProtectedPaths.Refuse(file) is { } why)
                throw new OperationException($"The patch is refused. {why}");
            for (var parent = Path.GetDirectoryName(Path.Combine(folder, file)); parent is not null && parent.Length > folder.Length; parent = Path.GetDirectoryName(parent))
            {
                if (new DirectoryInfo(parent).LinkTarget is not null)
                    throw new OperationException($"The patch is refused: '{file}' lies behind a link.");
            }

            files.Add(file);
        }

        return files.Count > 0 ? files : throw new OperationException("The patch changes nothing.");
    }

    private (string Branch, string Folder) Place(Proposal proposal, string what)
    {
        var folder = Path.Combine(paths.Data, "improvement", "worktrees");
        Directory.CreateDirectory(folder);
        return (string.Create(CultureInfo.InvariantCulture, $"hydra/{what}-{proposal.Number}"), Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{what}-{proposal.Number}")));
    }

    private static async Task ClearAsync(GitRepository repository, string name, string folder, CancellationToken cancellationToken)
    {
        await repository.TryAsync(cancellationToken, "worktree", "remove", "--force", folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await repository.TryAsync(cancellationToken, "worktree", "prune");
        await repository.TryAsync(cancellationToken, "branch", "-D", name);
    }
}
