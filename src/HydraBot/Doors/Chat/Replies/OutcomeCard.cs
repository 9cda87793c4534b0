using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>How an outcome that is no result reads.</summary>
internal static class OutcomeCard
{
    public static Card Of(string operation, OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Done done => done.Result.Card,
        OperationOutcome.Failed failed => new Card { Title = $"{operation} failed", Severity = CardSeverity.Bad, Text = failed.Message },
        OperationOutcome.Cancelled cancelled => new Card { Title = $"{operation} was cancelled", Severity = CardSeverity.Warning, Text = cancelled.Message },
        OperationOutcome.Refused { Refusal: var refusal } => Refused(operation, refusal),
        _ => new Card { Title = $"{operation} waits for approval", Severity = CardSeverity.Waiting },
    };

    private static Card Refused(string operation, Refusal refusal) => new()
    {
        Title = refusal.Kind switch
        {
            RefusalKind.WrongArguments => $"{operation}: that does not fit",
            RefusalKind.Stopped => "Emergency stop",
            RefusalKind.Access => "No access",
            _ => $"{operation} was refused",
        },
        Severity = CardSeverity.Bad,
        Text = refusal.Message,
        Footer = refusal.Articles.Count == 0 ? $"Rule: {refusal.Rule}" : $"Rule: {refusal.Rule}, article {string.Join(", ", refusal.Articles)}",
    };
}
