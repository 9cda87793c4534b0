using System.Globalization;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Git;

/// <summary>Every question that is asked of git.</summary>
internal sealed class GitReading(GitProgram git, IOptions<RepositoryOptions> options)
{
    // External diff programs and text converters are named by the repository itself, and would be run.
    private static readonly string[] PlainDiff = ["--no-ext-diff", "--no-textconv", "--no-color"];

    public async Task<RepositoryState> StateAsync(CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"], cancellationToken);
        return StatusReader.Read(text);
    }

    /// <summary>What is different from the last commit, new files included; some paths or all.</summary>
    public async Task<string> DiffAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken) => await DiffAsync(paths, await StateAsync(cancellationToken), cancellationToken);

    /// <summary>The same, where the state was read just before.</summary>
    public async Task<string> DiffAsync(IReadOnlyList<string> paths, RepositoryState state, CancellationToken cancellationToken)
    {
        var known = await git.RunAsync(["diff", .. PlainDiff, await BaseAsync(cancellationToken), "--", .. Literal(paths)], cancellationToken);
        var added = state.Changes.Where(change => change.Kind == ChangeKind.New && Selected(change.Path, paths));
        foreach (var file in added.Take(200))
        {
            // A difference between two files is an exit code of 1.
            var (_, output, _) = await git.TryAsync(["diff", .. PlainDiff, "--no-index", "--", "/dev/null", file.Path], cancellationToken);
            known += output;
        }

        return known;
    }

    public async Task<IReadOnlyList<CommitLine>> LogAsync(int count, CancellationToken cancellationToken)
    {
        if (await BaseAsync(cancellationToken) == EmptyTree)
            return [];
        return Commits(await git.RunAsync(["log", .. Line(count)], cancellationToken));
    }

    /// <summary>The newest commits of a branch that the remote does not have on any of its own, as far as is known here.</summary>
    public async Task<IReadOnlyList<CommitLine>> UnsentAsync(string branch, int count, CancellationToken cancellationToken) =>
        Commits(await git.RunAsync(["log", .. Line(count), $"refs/heads/{branch}", "--not", $"--remotes={options.Value.Remote}", "--"], cancellationToken));

    private static string[] Line(int count) => [$"--max-count={count.ToString(CultureInfo.InvariantCulture)}", "--date=iso-strict", "--format=%H%x1f%an%x1f%ad%x1f%s%x1e"];

    private static IReadOnlyList<CommitLine> Commits(string text) =>
    [
        .. text.Split('\x1e', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('\x1f')).Where(parts => parts.Length == 4)
            .Select(parts => new CommitLine(parts[0], parts[1], DateTimeOffset.Parse(parts[2], CultureInfo.InvariantCulture), parts[3])),
    ];

    /// <summary>Who last changed a line.</summary>
    public async Task<BlamedLine> BlameAsync(string path, int line, CancellationToken cancellationToken)
    {
        var at = line.ToString(CultureInfo.InvariantCulture);
        var text = await git.RunAsync(["blame", "--line-porcelain", $"-L{at},{at}", "--", Inside(path)], cancellationToken);
        var lines = text.Split('\n');
        string Field(string name) => lines.FirstOrDefault(one => one.StartsWith($"{name} ", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
        var moment = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Field("author-time"), CultureInfo.InvariantCulture));
        var content = lines.FirstOrDefault(one => one.StartsWith('\t'))?[1..] ?? "";
        return new BlamedLine(path, line, content, lines[0].Split(' ')[0], Field("author"), moment, Field("summary"));
    }

    /// <summary>How many commits there are here that the remote does not have, and the other way about; null where it has no such branch.</summary>
    public async Task<(int Ahead, int Behind)?> DistanceAsync(string branch, CancellationToken cancellationToken)
    {
        var (code, output, _) = await git.TryAsync(["rev-list", "--left-right", "--count", $"refs/heads/{branch}...refs/remotes/{options.Value.Remote}/{branch}", "--"], cancellationToken);
        return code == 0 && output.Split('\t', StringSplitOptions.TrimEntries) is [var ahead, var behind]
            ? (int.Parse(ahead, CultureInfo.InvariantCulture), int.Parse(behind, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>The full id of a commit that people named.</summary>
    public async Task<string> ResolveAsync(string commit, CancellationToken cancellationToken)
    {
        if (commit.StartsWith('-') || commit.Any(char.IsWhiteSpace))
            throw OperationException.WrongArguments([$"'{commit}' names no commit; allowed is an id such as 3f2a91c, or a branch or tag."]);
        var (code, output, _) = await git.TryAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{commit}^{{commit}}"], cancellationToken);
        return code == 0 ? output.Trim() : throw OperationException.WrongArgument($"There is no commit '{commit}' here.");
    }

    /// <summary>A path of the working copy, and not of git's own folder or somewhere else.</summary>
    public string Inside(string path)
    {
        var top = Path.GetFullPath(git.Folder);
        var full = Path.GetFullPath(path, top);
        var relative = Path.GetRelativePath(top, full);
        if (path.Contains('\0', StringComparison.Ordinal) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            throw OperationException.WrongArguments([$"'{path}' is not in the repository; allowed is a path below its folder."]);
        if (relative.Split('/').Any(part => part.Equals(".git", StringComparison.OrdinalIgnoreCase)))
            throw OperationException.WrongArguments([$"'{path}' is git's own; allowed is a file of the working copy."]);
        return relative;
    }

    /// <summary>Paths as they stand, without git's patterns.</summary>
    public string[] Literal(IReadOnlyList<string> paths) => [.. paths.Select(path => $":(literal){Inside(path)}")];

    private static bool Selected(string path, IReadOnlyList<string> paths) =>
        paths.Count == 0 || paths.Any(one => path == one || path.StartsWith($"{one.TrimEnd('/')}/", StringComparison.Ordinal));

    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private async Task<string> BaseAsync(CancellationToken cancellationToken)
    {
        var (code, _, _) = await git.TryAsync(["rev-parse", "--verify", "--quiet", "HEAD"], cancellationToken);
        return code == 0 ? "HEAD" : EmptyTree;
    }
}
