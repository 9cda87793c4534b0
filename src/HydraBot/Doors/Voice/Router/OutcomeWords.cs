using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Speaking;
using HydraBot.Voice.Turns;

namespace HydraBot.Doors.Voice.Router;

/// <summary>How an outcome sounds.</summary>
internal static class OutcomeWords
{
    private const int LongestSpoken = 600;

    public static SpokenAnswer Of(string operation, OperationOutcome outcome)
    {
        var card = OutcomeCard.Of(operation, outcome);
        return new SpokenAnswer(Words(outcome, card), card);
    }

    private static string Words(OperationOutcome outcome, Card card) => outcome switch
    {
        OperationOutcome.Done => Short(card.Spoken ?? card.Title),
        OperationOutcome.Refused { Refusal: { Kind: RefusalKind.Access } } => SpokenPhrases.NoAccess,
        OperationOutcome.Refused { Refusal: { Kind: RefusalKind.Stopped } } => "The emergency stop is pulled.",
        OperationOutcome.Refused { Refusal: { Kind: RefusalKind.WrongArguments } } => SpokenPhrases.NotUnderstood,
        OperationOutcome.Refused { Refusal: var refusal } => Short($"That is not allowed. {refusal.Message}"),
        OperationOutcome.Failed failed => failed.IsBug ? SpokenPhrases.Failed : Short($"That failed. {failed.Message}"),
        OperationOutcome.Cancelled => SpokenPhrases.Cancelled,
        _ => "That waits for an approval.",
    };

    private static string Short(string text)
    {
        if (text.Length <= LongestSpoken)
            return text;
        var cut = text.LastIndexOfAny(['.', '!', '?'], LongestSpoken);
        return $"{text[..(cut > 100 ? cut + 1 : LongestSpoken)]} The rest is in the text channel.";
    }
}
