using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository.Publishing;

/// <summary>Branches and tags, and the way to the remote and back.</summary>
internal sealed class PublishOperations(GitReading reading, GitWriting writing, IOptions<RepositoryOptions> options)
{
    [Operation("repository.branch", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Makes a branch and goes to it; what is not committed comes along")]
    public async Task<OperationResult<BranchPlace>> BranchAsync(
        [Description("Its name, such as proposal/longer-timeout"), MinLength(1), MaxLength(100)] string name,
        Clearance clearance,
        [Description("From which commit, branch or tag; from where it stands when empty")] string? from = null,
        CancellationToken cancellationToken = default)
    {
        Check(name);
        await writing.BranchAsync(clearance, name, string.IsNullOrWhiteSpace(from) ? null : await reading.ResolveAsync(from, cancellationToken), cancellationToken);
        return Now(name);
    }

    [Operation("repository.switch", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Goes to another branch, where that loses nothing")]
    public async Task<OperationResult<BranchPlace>> SwitchAsync(
        [Description("The branch"), MinLength(1), MaxLength(100)] string name, Clearance clearance, CancellationToken cancellationToken)
    {
        Check(name);
        await writing.SwitchAsync(clearance, name, cancellationToken);
        return Now(name);
    }

    [Operation("repository.tag", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Marks the last commit with a name and a message")]
    public async Task<OperationResult<TagPlace>> TagAsync(
        [Description("Its name, such as v1.2.0"), MinLength(1), MaxLength(100)] string name,
        [Description("What it stands for"), MinLength(1), MaxLength(2000)] string message,
        Clearance clearance,
        CancellationToken cancellationToken)
    {
        Check(name);
        await writing.TagAsync(clearance, name, message, cancellationToken);
        var id = await reading.ResolveAsync($"refs/tags/{name}", cancellationToken);
        return OperationResult.Of(new TagPlace(name, id), new Card { Title = $"Tagged {id[..7]} as {name}", Severity = CardSeverity.Good });
    }

    [Operation("repository.pull", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 300)]
    [Description("Takes what is new at the remote, where nothing of yours stands against it")]
    public async Task<OperationResult<Transfer>> PullAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var before = await reading.StateAsync(cancellationToken);
        await writing.PullAsync(clearance, cancellationToken);
        var after = await reading.StateAsync(cancellationToken);
        var transfer = new Transfer(after.Branch!, before.Head, after.Head, before.Head != after.Head);
        return OperationResult.Of(transfer, new Card
        {
            Title = transfer.Moved ? $"{transfer.Branch} is now at {transfer.To![..7]}" : $"{transfer.Branch} had nothing new",
            Severity = CardSeverity.Good,
        });
    }

    [Operation("repository.push", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 300)]
    [Description("Sends commits to the remote; never by force")]
    public async Task<OperationResult<Transfer>> PushAsync(
        Clearance clearance,
        [Description("The branch; the one that is checked out when empty")] string? branch = null,
        [Description("A tag that goes with it")] string? tag = null,
        CancellationToken cancellationToken = default)
    {
        var name = string.IsNullOrWhiteSpace(branch) ? (await reading.StateAsync(cancellationToken)).Branch ?? options.Value.Branch : branch;
        Check(name);
        if (!string.IsNullOrWhiteSpace(tag))
            Check(tag);
        var before = await reading.DistanceAsync(name, cancellationToken);
        var to = await reading.ResolveAsync($"refs/heads/{name}", cancellationToken);
        await writing.PushAsync(clearance, name, string.IsNullOrWhiteSpace(tag) ? null : tag, cancellationToken);
        return OperationResult.Of(new Transfer(name, null, to, before is not (0, _)), new Card
        {
            Title = $"Pushed {name} to {options.Value.Remote}",
            Severity = CardSeverity.Good,
            Text = before is { Ahead: > 0 and var ahead } ? $"{ahead} {(ahead == 1 ? "commit" : "commits")}, now at `{to[..7]}`." : $"Now at `{to[..7]}`.",
        });
    }

    private static void Check(string name)
    {
        if (GitNames.Problem(name) is { } problem)
            throw OperationException.WrongArguments([$"'{name}' {problem}."]);
    }

    private static OperationResult<BranchPlace> Now(string name) =>
        OperationResult.Of(new BranchPlace(name), new Card { Title = $"On {name} now", Severity = CardSeverity.Good });
}

/// <summary>The branch that is checked out.</summary>
internal sealed record BranchPlace(string Branch);

/// <summary>A tag and its commit.</summary>
internal sealed record TagPlace(string Tag, string Commit);

/// <summary>Commits that went from one place to the other.</summary>
internal sealed record Transfer(string Branch, string? From, string? To, bool Moved);
