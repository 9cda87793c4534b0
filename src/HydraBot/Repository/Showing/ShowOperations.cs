using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;

namespace HydraBot.Repository.Showing;

/// <summary>Looks at the working copy and its history.</summary>
internal sealed class ShowOperations(GitReading reading, SecretMask mask)
{
    /// <summary>What one reads on a phone without scrolling for long.</summary>
    private const int MostText = 1500;

    private const int CommitsShown = 5;

    [Operation("repository.status", Toolset = "repository")]
    [Description("Shows the repository's branch, what is not committed, and the last commits")]
    public async Task<OperationResult<RepositoryReport>> StatusAsync(CancellationToken cancellationToken)
    {
        var state = await reading.StateAsync(cancellationToken);
        var distance = state.Branch is { } branch ? await reading.DistanceAsync(branch, cancellationToken) : null;
        var report = new RepositoryReport(state with { Ahead = distance?.Ahead ?? state.Ahead, Behind = distance?.Behind ?? state.Behind }, await reading.LogAsync(CommitsShown, cancellationToken));
        return OperationResult.Of(report, Draw(report));
    }

    [Operation("repository.diff", Toolset = "repository", Access = AccessLevel.Operator)]
    [Description("Shows what differs from the last commit")]
    public async Task<OperationResult<RepositoryDiff>> DiffAsync(
        [Description("Only this file or folder")] string? path = null, CancellationToken cancellationToken = default)
    {
        var text = mask.Apply(await reading.DiffAsync(string.IsNullOrWhiteSpace(path) ? [] : [reading.Inside(path)], cancellationToken));
        return OperationResult.Of(new RepositoryDiff(text), text.Length switch
        {
            0 => new Card { Title = "Nothing differs", Text = "The working copy is as the last commit has it." },
            <= MostText => new Card { Title = "What differs", Text = Block(text) },
            _ => new Card
            {
                Title = "What differs",
                Text = $"The beginning of it; all is in the file.\n{Block(text[..MostText])}",
                Files = [new CardFile("changes.diff", "text/x-diff", Encoding.UTF8.GetBytes(text))],
            },
        });
    }

    [Operation("repository.log")]
    [Description("Shows the last commits")]
    public async Task<OperationResult<CommitList>> LogAsync([Description("How many"), Range(1, 50)] int count = 10, CancellationToken cancellationToken = default)
    {
        var commits = await reading.LogAsync(count, cancellationToken);
        return OperationResult.Of(new CommitList(commits), new Card { Title = commits.Count == 0 ? "No commits yet" : "The last commits", Text = Lines(commits) });
    }

    [Operation("repository.blame", Access = AccessLevel.Operator)]
    [Description("Shows who last changed a line, when and why")]
    public async Task<OperationResult<BlamedLine>> BlameAsync(
        [Description("The file"), MinLength(1), MaxLength(400)] string file, [Description("The line's number"), Range(1, 1_000_000)] int line, CancellationToken cancellationToken = default)
    {
        if (line < 1)
            throw OperationException.WrongArguments([$"'line' is {line}; allowed is 1 or more."]);
        var blamed = await reading.BlameAsync(file, line, cancellationToken);
        var shown = blamed with { Content = mask.Apply(blamed.Content) };
        return OperationResult.Of(shown, new Card
        {
            Title = $"{shown.Path} line {shown.Line}",
            Text = $"{Block(shown.Content)}\n{shown.Author}, <t:{shown.At.ToUnixTimeSeconds()}:R>: `{shown.Subject}` ({shown.Commit[..7]})",
        });
    }

    private static Card Draw(RepositoryReport report)
    {
        var state = report.State;
        var distance = (state.Ahead, state.Behind) switch
        {
            (0, 0) => "",
            (var more, 0) => $"{more} to push",
            (0, var less) => $"{less} to pull",
            var (more, less) => $"{more} to push, {less} to pull",
        };
        return new Card
        {
            Title = $"{state.Branch ?? "No branch"}: {(state.Changes.Count == 0 ? "nothing to commit" : state.Changes.Count == 1 ? "1 file differs" : $"{state.Changes.Count} files differ")}",
            Severity = state.Changes.Any(change => change.Kind == ChangeKind.Conflict) ? CardSeverity.Bad : CardSeverity.Neutral,
            Text = distance.Length > 0 ? distance : null,
            Fields =
            [
                .. state.Changes.Count > 0 ? [new CardField("Not committed", string.Join('\n', state.Changes.Take(12).Select(change => $"`{change.Path}` {change.Kind.ToString().ToLowerInvariant()}")))] : Array.Empty<CardField>(),
                .. report.Commits.Count > 0 ? [new CardField("Last commits", Lines(report.Commits))] : Array.Empty<CardField>(),
            ],
        };
    }

    private static string Lines(IReadOnlyList<CommitLine> commits) =>
        string.Join('\n', commits.Select(commit => $"`{commit.Id[..7]}` {commit.Subject.Replace("`", "ʼ", StringComparison.Ordinal)} <t:{commit.At.ToUnixTimeSeconds()}:R>"));

    private static string Block(string text) => $"```diff\n{text.Replace("```", "ʼʼʼ", StringComparison.Ordinal)}\n```";
}

/// <summary>The working copy and its last commits.</summary>
internal sealed record RepositoryReport(RepositoryState State, IReadOnlyList<CommitLine> Commits);

/// <summary>A difference in git's unified form; secrets are masked.</summary>
internal sealed record RepositoryDiff(string Diff);

/// <summary>Commits, the newest first.</summary>
internal sealed record CommitList(IReadOnlyList<CommitLine> Commits);
