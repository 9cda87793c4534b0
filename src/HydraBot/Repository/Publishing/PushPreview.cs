using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Publishing;

/// <summary>Shows whoever is asked about a push the commits that others would get.</summary>
internal sealed class PushPreview(GitReading reading, IOptions<RepositoryOptions> options) : IApprovalPreview
{
    private const int Most = 50;

    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation != "repository.push")
            return null;
        var state = await reading.StateAsync(cancellationToken);
        var branch = Text(request, "branch") ?? state.Branch ?? options.Value.Branch;
        if (GitNames.Problem(branch) is { } problem)
            throw OperationException.WrongArgument($"'{branch}' {problem}.");
        var commits = await reading.UnsentAsync(branch, Most + 1, cancellationToken);
        var tag = Text(request, "tag") is { } name ? $", with the tag {name}" : "";
        return string.Join('\n',
        [
            commits.Count == 0 ? $"Nothing of {branch} is new to {options.Value.Remote}{tag}" : $"{branch} goes to {options.Value.Remote}{tag}:",
            .. commits.Take(Most).Select(commit => $"{commit.Id[..7]} {commit.Subject} ({commit.Author})"),
            .. commits.Count > Most ? ["and more"] : Array.Empty<string>(),
        ]);
    }

    private static string? Text(OperationRequest request, string name) =>
        request.Arguments.TryGetProperty(name, out var given) && given.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
