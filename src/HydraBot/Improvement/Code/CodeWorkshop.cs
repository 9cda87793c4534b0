using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>Where patches of the code are made into commits, built and tested: in a worktree and a container of their own, never in the tree that runs.</summary>
internal sealed class CodeWorkshop(IOptions<ImprovementOptions> options, BuildContainer builds, Releases releases, ApplicationPaths paths)
{
    private string Branch => options.Value.Code.Branch;

    /// <summary>Commits the patch on a branch of its own, and builds and tests that commit.</summary>
    /// <exception cref="OperationException">It cannot be built here, does not apply, or touches what is protected.</exception>
    public async Task<CodeReport> TestAsync(Clearance clearance, Proposal proposal, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var repository = GitRepository.Of(options.Value.Code);
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

    /// <summary>Applies a patch that somebody wrote by hand, or a model without counting lines, and gives what it did as git writes it.</summary>
    /// <param name="name">A word for whose it is.</param>
    /// <param name="patch">A unified diff; its line counts may be wrong.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">It does not apply, or touches what is protected.</exception>
    public async Task<string> CleanAsync(string name, string patch, CancellationToken cancellationToken)
    {
        await using var tree = await ScratchTree.AddAsync(GitRepository.Of(options.Value.Code), paths, name, null, $"refs/heads/{Branch}", cancellationToken);
        await ApplyAsync(tree, patch, cancellationToken, "--recount", "--ignore-whitespace");
        return await tree.Git.RunAsync(cancellationToken, "diff", "--cached", "--no-color", "--no-ext-diff", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/") + "\n";
    }

    private async Task<(string Branch, string Commit, IReadOnlyList<string> Files)> CommitAsync(GitRepository repository, Proposal proposal, string start, CancellationToken cancellationToken)
    {
        var name = ScratchTree.NameOf("proposal", proposal.Number);
        await using var tree = await ScratchTree.AddAsync(repository, paths, name, $"hydra/{name}", start, cancellationToken);
        var files = await ApplyAsync(tree, proposal.Patch!, cancellationToken);
        await tree.Git.RunAsync(cancellationToken, "commit", "--no-verify", "-m", proposal.Title, "-m", string.Create(CultureInfo.InvariantCulture, $"Proposal {proposal.Number}"));
        return (tree.Branch!, await tree.Git.RunAsync(cancellationToken, "rev-parse", "HEAD"), files);
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(ScratchTree tree, string patch, CancellationToken cancellationToken, params string[] how)
    {
        var file = $"{tree.Folder}.patch";
        try
        {
            await File.WriteAllTextAsync(file, patch, cancellationToken);
            await tree.Git.RunAsync(cancellationToken, ["apply", "--index", "--whitespace=nowarn", .. how, file]);
            return Touched(await tree.Git.RunAsync(cancellationToken, "diff", "--cached", "--raw", "--no-renames", "--abbrev=40", "-z"), tree.Folder);
        }
        finally
        {
            File.Delete(file);
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
}
