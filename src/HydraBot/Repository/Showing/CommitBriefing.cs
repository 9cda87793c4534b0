using HydraBot.Hosting.Morning;
using HydraBot.Repository.Git;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Showing;

/// <summary>What was committed to the owner's repository, by whomever.</summary>
internal sealed class CommitBriefing(GitReading git, IOptions<RepositoryOptions> options) : IBriefingSource
{
    /// <summary>More than any night has.</summary>
    private const int Most = 200;

    public string Heading => "Commits";

    public int Order => 20;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (options.Value.Path is not { Length: > 0 })
            return new BriefingLines([], []);
        var commits = await git.LogAsync(Most, cancellationToken);
        return new BriefingLines([.. commits.Where(commit => commit.At >= since).Select(commit => $"`{commit.Id[..7]}` {commit.Subject} ({commit.Author})")], []);
    }
}
