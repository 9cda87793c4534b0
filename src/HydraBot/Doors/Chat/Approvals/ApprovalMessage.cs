using System.Text;
using System.Text.Json;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Draws an approval: exactly what will run, who asks, who may agree, and until when.</summary>
internal static class ApprovalMessage
{
    public const string Yes = "✅";
    public const string No = "❌";
    public const string ButtonPrefix = "approval:";

    private const int LongestShown = 1000;

    /// <param name="approval">Which.</param>
    /// <param name="preview">What it would do, where a room can tell.</param>
    public static MessagePayload Draw(Approval approval, string? preview = null)
    {
        var message = CardMessage.Draw(Pending(approval, preview));
        return approval.State == ApprovalState.Pending ? message with { Components = [Buttons(approval)] } : CardMessage.Draw(Decided(approval));
    }

    /// <summary>How it ended, below what was asked.</summary>
    public static MessagePayload DrawEnd(Approval approval, Card end)
    {
        var message = CardMessage.Draw(end with
        {
            Footer = $"{(end.Footer is null ? "" : end.Footer + " · ")}Asked by {approval.Request.Caller.Name}, {Hand(approval)}",
        });
        return message;
    }

    public static MessagePayload DrawProgress(Approval approval, OperationProgress progress) =>
        CardMessage.Draw(Decided(approval) with { Text = CardMessage.Cut(progress.Text, 1000) });

    /// <summary>Reads a button's custom id.</summary>
    public static bool TryRead(string? customId, out Guid approvalId, out bool agrees, out bool always)
    {
        var parts = customId?.Split(':') ?? [];
        always = parts is [.., "always"];
        agrees = always || parts is [.., "yes"];
        approvalId = default;
        return parts is ["approval", var id, "yes" or "no" or "always"] && Guid.TryParseExact(id, "N", out approvalId);
    }

    /// <summary>What is posted again shortly before it lapses.</summary>
    public static Card Reminder(Approval approval, string link) => new()
    {
        Title = $"Still waits: {approval.Request.Operation}",
        Severity = CardSeverity.Waiting,
        Text = $"It lapses <t:{approval.ExpiresAt.ToUnixTimeSeconds()}:R>; no answer is a no. [Go to it]({link})",
        Fields = [new CardField("Asked by", Asker(approval.Request.Caller), true), new CardField("Needs", Needs(approval.Terms), true)],
        Footer = $"{approval.Id:N}",
    };

    private static ActionRow Buttons(Approval approval) => new(
    [
        new Button($"{ButtonPrefix}{approval.Id:N}:yes", "Approve", ButtonStyle.Success) { Emoji = Yes },
        new Button($"{ButtonPrefix}{approval.Id:N}:no", "Refuse", ButtonStyle.Danger) { Emoji = No },
        .. Standing(approval) ? [new Button($"{ButtonPrefix}{approval.Id:N}:always", "Always", ButtonStyle.Secondary)] : Array.Empty<Button>(),
    ]);

    /// <summary>True where a yes may be meant for good.</summary>
    private static bool Standing(Approval approval) =>
        approval.Request.Arguments.TryGetProperty(IStandingAnswers.Argument, out var offered) && offered.ValueKind == JsonValueKind.String && offered.GetString()!.Length > 0;

    private static Card Pending(Approval approval, string? preview) => new()
    {
        Title = $"Approval needed: {approval.Request.Operation}",
        Severity = CardSeverity.Waiting,
        Text = string.Join(" ", approval.Reasons),
        Fields =
        [
            .. Arguments(approval),
            .. preview is null ? [] : (CardField[])[Field("What it would do", preview)],
            new CardField("Asked by", Asker(approval.Request.Caller), true),
            new CardField("Needs", Needs(approval.Terms), true),
            new CardField("Expires", $"<t:{approval.ExpiresAt.ToUnixTimeSeconds()}:R>", true),
        ],
        Footer = $"Article {string.Join(", ", approval.Articles)} · {approval.Id:N}",
        Files = preview is { Length: > LongestShown } ? [.. Attached(approval), new CardFile("preview.txt", "text/plain", Encoding.UTF8.GetBytes(preview))] : Attached(approval),
    };

    private static Card Decided(Approval approval) => new()
    {
        Title = $"{approval.Request.Operation}: {approval.State switch
        {
            ApprovalState.Approved => "approved, running",
            ApprovalState.Denied => "refused",
            ApprovalState.Withdrawn => "withdrawn",
            ApprovalState.Expired => "nobody answered in time",
            _ => "waiting",
        }}",
        Severity = approval.State == ApprovalState.Approved ? CardSeverity.Waiting : CardSeverity.Bad,
        Fields = [.. Arguments(approval), new CardField("Asked by", Asker(approval.Request.Caller), true), new CardField("Decision", Hand(approval), true)],
        Footer = $"Article {string.Join(", ", approval.Articles)} · {approval.Id:N}",
    };

    private static IEnumerable<CardField> Arguments(Approval approval) => approval.Request.Arguments.EnumerateObject()
        .Where(argument => Shown(argument.Value).Length > 0)
        .Select(argument => Field(argument.Name, Shown(argument.Value)));

    /// <summary>Short ones beside each other; what is long or of several lines stands as it is, a difference in its colours. A block that is cut is closed.</summary>
    private static CardField Field(string name, string text)
    {
        if (text.Length <= 60 && !text.Contains('\n', StringComparison.Ordinal))
            return new CardField(name, $"`{text.Replace("`", "'", StringComparison.Ordinal)}`", true);
        var language = text.StartsWith("--- ", StringComparison.Ordinal) || text.Contains("\n@@", StringComparison.Ordinal) ? "diff" : "";
        return new CardField(name, $"```{language}\n{CardMessage.Cut(text.Replace("```", "ʼʼʼ", StringComparison.Ordinal), LongestShown)}\n```");
    }

    /// <summary>Arguments that do not fit a field go along in full, since what is approved must be seen.</summary>
    private static IReadOnlyList<CardFile> Attached(Approval approval) =>
        approval.Request.Arguments.EnumerateObject().Select(argument => Shown(argument.Value).Length).ToArray() is var lengths
        && (lengths.Any(length => length > LongestShown) || lengths.Sum() > 3000 || lengths.Length > 15)
            ? [new CardFile("arguments.json", "application/json", Encoding.UTF8.GetBytes(approval.Request.Arguments.GetRawText()))]
            : [];

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Asker(Caller caller) => caller.Kind switch
    {
        CallerKind.Member => $"<@{caller.Id}>",
        CallerKind.Model => $"a model, for <@{caller.Id}>",
        CallerKind.Key => $"the key “{caller.Name}”",
        _ => caller.Name,
    };

    private static string Needs(ApprovalTerms terms) =>
        $"{terms.Count} × {terms.Approver}{(terms.AskerMay ? "" : ", not the asker")}";

    private static string Hand(Approval approval) => approval.State switch
    {
        ApprovalState.Expired => "expired",
        ApprovalState.Pending => "undecided",
        _ => $"{approval.State.ToString().ToLowerInvariant()} by {string.Join(", ", approval.Votes.Select(vote => vote.Voter.Name))}",
    };
}
