using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;
using HydraBot.Repository.Secrets;

namespace HydraBot.Repository.Committing;

/// <summary>Shows a commit, makes it, takes one back.</summary>
internal sealed class CommitOperations(CommitDesk desk, GitReading reading, GitWriting writing)
{
    [Operation("repository.draft", Access = AccessLevel.Operator, TimeLimitSeconds = 120)]
    [Description("Shows what would be committed, with which message, and the number to commit it with")]
    public async Task<OperationResult<CommitDraft>> DraftAsync(
        Clearance clearance,
        [Description("Only these files and folders; all when empty")] IReadOnlyList<string>? paths = null,
        [Description("Your own message, in the form of Conventional Commits; written for you when empty"), MaxLength(4000)] string? message = null,
        [Description("Why it is done; goes into the message's body"), MaxLength(2000)] string? why = null,
        CancellationToken cancellationToken = default)
    {
        var own = Own(message);
        var draft = await desk.DraftAsync(clearance, paths ?? [], own, why, cancellationToken);
        return OperationResult.Of(draft, Draw(draft));
    }

    [Operation("repository.commit", Toolset = "repository", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 180)]
    [Description("Commits a draft that was shown, exactly as it was shown")]
    public async Task<OperationResult<Commit>> CommitAsync(
        [Description("The number that the draft showed"), MinLength(12), MaxLength(12)] string draft,
        Clearance clearance,
        [Description("Another message than the draft's"), MaxLength(4000)] string? message = null,
        CancellationToken cancellationToken = default)
    {
        if (clearance.Caller.Kind == CallerKind.Model && string.IsNullOrWhiteSpace(message))
            throw OperationException.WrongArguments(["'message' is missing: who approves a model's commit must see its words."]);
        var id = await desk.CommitAsync(clearance, draft, Own(message), cancellationToken);
        var commit = (await reading.LogAsync(1, cancellationToken))[0];
        return OperationResult.Of(new Commit(id, commit.Subject), new Card
        {
            Title = $"Committed {id[..7]}",
            Severity = CardSeverity.Good,
            Text = $"`{commit.Subject}`",
            Footer = "/repository push sends it, once somebody approves",
            Spoken = $"Committed: {commit.Subject}",
        });
    }

    [Operation("repository.revert", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 120)]
    [Description("Makes a new commit that takes an earlier one back; history stays as it is")]
    public async Task<OperationResult<Commit>> RevertAsync(
        [Description("Which commit, such as 3f2a91c"), MinLength(1), MaxLength(100)] string commit,
        Clearance clearance,
        CancellationToken cancellationToken)
    {
        var id = await writing.RevertAsync(clearance, await reading.ResolveAsync(commit, cancellationToken), cancellationToken);
        var made = (await reading.LogAsync(1, cancellationToken))[0];
        return OperationResult.Of(new Commit(id, made.Subject), new Card { Title = $"Committed {id[..7]}", Severity = CardSeverity.Good, Text = $"`{made.Subject}`" });
    }

    private static string? Own(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
            return null;
        return CommitMessages.Problem(message) is { } problem ? throw OperationException.WrongArguments([problem]) : $"{message.ReplaceLineEndings("\n").TrimEnd('\n')}\n";
    }

    private static Card Draw(CommitDraft draft) => new()
    {
        Title = string.Create(CultureInfo.InvariantCulture, $"Would commit {draft.Changes.Count} {(draft.Changes.Count == 1 ? "file" : "files")}"),
        Severity = draft.Secrets.Count > 0 ? CardSeverity.Bad : CardSeverity.Neutral,
        Text = $"```\n{draft.Message.Replace("```", "ʼʼʼ", StringComparison.Ordinal).TrimEnd()}\n```",
        Fields =
        [
            new CardField("Files", string.Join('\n', draft.Changes.Take(15).Select(change => $"{Mark(change.Kind)} `{change.Path}`")) + (draft.Changes.Count > 15 ? $"\nand {draft.Changes.Count - 15} more" : "")),
            .. draft.Secrets.Count > 0 ? [new CardField("Secrets", $"{CommitDesk.Named(draft.Secrets)}. It cannot be committed like this; {SecretScan.Allowance} in a line says that it is none.")] : Array.Empty<CardField>(),
        ],
        Footer = draft.Secrets.Count > 0 ? null : $"/repository commit draft:{draft.Digest}{(draft.Model is { } model ? $" · worded by {model}" : "")}",
    };

    private static string Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.New => "＋",
        ChangeKind.Deleted => "−",
        ChangeKind.Renamed => "→",
        _ => "～",
    };
}

/// <summary>A commit that was made.</summary>
/// <param name="Id">40 hexadecimal digits.</param>
/// <param name="Subject">Its first line.</param>
internal sealed record Commit(string Id, string Subject);
