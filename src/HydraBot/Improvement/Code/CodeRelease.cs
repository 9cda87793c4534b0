using System.Diagnostics;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>A patch that can be released, its way back rehearsed.</summary>
/// <param name="Commit">Its commit.</param>
/// <param name="Before">The program that runs until then, and again after a rollback.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Rehearsed">How long the rehearsal took.</param>
internal sealed record Release(string Commit, string Before, string Branch, TimeSpan Rehearsed);

/// <summary>Where the commit of a proposal is.</summary>
/// <param name="OnBranch">It is on the deployed branch, and no other took it back.</param>
/// <param name="Reverted">It is there, and so is the one that took it back.</param>
/// <param name="Runs">What was built of it runs, or is started next.</param>
internal sealed record ReleasePlace(bool OnBranch, bool Reverted, bool Runs);

/// <summary>
/// Brings a tested commit onto the deployed branch and has the watchdog start what was built of it, and the way back. Each step may be asked for again:
/// what stands already is not done twice.
/// </summary>
internal sealed class CodeRelease(IOptions<ImprovementOptions> options, Releases releases, ApplicationPaths paths, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private string Branch => options.Value.Code.Branch;

    private GitRepository Repository => GitRepository.Of(options.Value.Code);

    private static bool IsSupervised => Environment.GetEnvironmentVariable(Releases.Supervised) == "1";

    /// <summary>Sees that it can be released, and goes the way back once apart from the house: the commit that takes it back leaves the sources as they were, and the former program starts.</summary>
    /// <exception cref="OperationException">It cannot, or the way back is blocked. Nothing was changed.</exception>
    public async Task<Release> RehearseAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var report = Built(proposal);
        if (!IsSupervised)
            throw new OperationException("A patch is released under the watchdog alone: start the house as 'HydraBot watch'. Nothing was changed.");
        if (!releases.Has(report.Commit!))
            throw new OperationException($"Nothing can be started of proposal {proposal.Number}: its build left no program 'HydraBot' in the folder out.");
        if (releases.Next is { } watched && watched != report.Commit)
            throw new OperationException($"The watchdog still watches {Short(watched)}; wait until it is kept or taken back. Nothing was changed.");
        await RequireHeadAsync(proposal, report, cancellationToken);
        var (began, before) = (time.GetTimestamp(), releases.Current);
        await RehearseRevertAsync(proposal, report, cancellationToken);
        await StartsAsync(before, "The way back was rehearsed and failed", cancellationToken);
        await StartsAsync(report.Commit!, "What was built does not start", cancellationToken);
        return new Release(report.Commit!, before, Branch, time.GetElapsedTime(began));
    }

    /// <summary>Moves the branch forward, then tells the watchdog what to start next. <see cref="Restart"/> is left to the caller, once all is written down.</summary>
    public async Task ReleaseAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var report = Built(proposal);
        var head = await RequireHeadAsync(proposal, report, cancellationToken);
        if (head != report.Commit)
            await MoveAsync(head, report.Commit!, cancellationToken);
        releases.SetNext(report.Commit!);
    }

    /// <summary>Takes the commit back by another one, since history is not rewritten, and has the watchdog start what ran before.</summary>
    /// <returns>Whether a restart is wanted, and why the commit is still on the branch where it is: what runs goes back all the same.</returns>
    public async Task<(bool Restart, string? StillThere)> RollBackAsync(Clearance clearance, Proposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var place = await WhereAsync(proposal, cancellationToken);
        var former = proposal.Replaced ?? Releases.Installed;
        if (place.Runs && !releases.Has(former))
            throw new OperationException($"What ran before proposal {proposal.Number} ({Short(former)}) is not there any more; nothing was changed.");
        string? trouble = null;
        try
        {
            if (place.OnBranch)
                await RevertAsync(proposal, cancellationToken);
        }
        catch (OperationException exception)
        {
            trouble = $"Its commit is still on the branch {Branch}; revert it before the next build: {exception.Message}";
        }

        if (!place.Runs || !IsSupervised)
            return (false, trouble);
        releases.SetNext(former == releases.Current ? null : former);
        return (true, trouble);
    }

    /// <summary>What became of a release, as git and the watchdog's pointers tell it.</summary>
    public async Task<ReleasePlace> WhereAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var (commit, head) = (proposal.DeployedAs!, await HeadAsync(cancellationToken));
        var there = (await Repository.TryAsync(cancellationToken, "merge-base", "--is-ancestor", commit, head)).Code == 0;
        var reverted = there && (await Repository.RunAsync(cancellationToken, "log", "-1", "--format=%H", "--fixed-strings", $"--grep=This reverts commit {commit}", $"{commit}..{head}")).Length > 0;
        return new ReleasePlace(there && !reverted, reverted, releases.Runs(commit));
    }

    /// <summary>Ends the house so that the watchdog starts the next program. The answer of the operation is on its way by then.</summary>
    public void Restart()
    {
        Environment.ExitCode = Releases.Restart;
        lifetime.StopApplication();
    }

    private static CodeReport Built(Proposal proposal) =>
        proposal.Evidence?.Code is { Passed: true, Commit: not null } code ? code : throw new OperationException($"Proposal {proposal.Number} was not built.");

    private static string Short(string commit) => commit.Length > 8 ? commit[..8] : commit;

    private Task<string> HeadAsync(CancellationToken cancellationToken) => Repository.RunAsync(cancellationToken, "rev-parse", "--verify", $"refs/heads/{Branch}");

    /// <summary>Where the branch is: where it was when the patch was tested, or at the patch already.</summary>
    private async Task<string> RequireHeadAsync(Proposal proposal, CodeReport report, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        return head == report.Commit || head == report.Base ? head
            : throw new OperationException($"The branch {Branch} moved on since proposal {proposal.Number} was tested ({Short(report.Base)} became {Short(head)}); propose it anew.");
    }

    private async Task RehearseRevertAsync(Proposal proposal, CodeReport report, CancellationToken cancellationToken)
    {
        await using var tree = await ScratchTree.AddAsync(Repository, paths, ScratchTree.NameOf("rehearsal", proposal.Number), null, report.Commit!, cancellationToken);
        await tree.Git.RunAsync(cancellationToken, "revert", "--no-edit", report.Commit!);
        var (left, wanted) = (await tree.Git.RunAsync(cancellationToken, "rev-parse", "HEAD^{tree}"), await tree.Git.RunAsync(cancellationToken, "rev-parse", $"{report.Base}^{{tree}}"));
        if (left != wanted)
            throw new OperationException($"The way back was rehearsed and failed: reverting {Short(report.Commit!)} leaves the tree {Short(left)}, not {Short(wanted)}. Nothing was changed.");
    }

    private async Task RevertAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        await using var tree = await ScratchTree.AddAsync(Repository, paths, ScratchTree.NameOf("rollback", proposal.Number), null, head, cancellationToken);
        await tree.Git.RunAsync(cancellationToken, "revert", "--no-edit", proposal.DeployedAs!);
        await MoveAsync(head, await tree.Git.RunAsync(cancellationToken, "rev-parse", "HEAD"), cancellationToken);
    }

    /// <summary>A program that cannot even say its version is none to start, nor to go back to.</summary>
    private async Task StartsAsync(string commit, string otherwise, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var command = releases.CommandOf(commit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], [.. command.Skip(1), "--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            await said;
            if (process.ExitCode != 0)
                throw new OperationException($"{otherwise}: {Short(commit)} --version ended with {process.ExitCode}. Nothing was changed.");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"{otherwise}: {Short(commit)} cannot be started. Nothing was changed.", exception);
        }
    }

    /// <summary>Moves the branch when it is still where it was seen; a tree that has it checked out moves with it.</summary>
    private async Task MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        var trees = await Repository.RunAsync(cancellationToken, "worktree", "list", "--porcelain");
        var holder = trees.Split("\n\n").FirstOrDefault(tree => tree.Split('\n').Contains($"branch refs/heads/{Branch}"))?.Split('\n')[0]["worktree ".Length..];
        if (holder is null)
        {
            await Repository.RunAsync(cancellationToken, "update-ref", "-m", "HydraBot", $"refs/heads/{Branch}", to, from);
            return;
        }

        var tree = new GitRepository(holder);
        if ((await tree.RunAsync(cancellationToken, "status", "--porcelain", "--untracked-files=no")).Length > 0)
            throw new OperationException($"The tree {holder} has changes that are not committed; commit or undo them first. Nothing was changed.");
        // Quiet: a git whose reader was killed must not die of its own words between the tree and the branch.
        await tree.RunAsync(cancellationToken, "merge", "--quiet", "--ff-only", to);
    }
}
