using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Chat;

namespace HydraBot.Inference.Answers;

/// <summary>What may be done with an answer of a conversation: have it again, or judge it.</summary>
internal sealed class AnswerOperations(AnswerStore store, Ratings ratings, ChatDesk desk)
{
    [Operation("chat.again", Slash = "answer again", Effect = OperationEffect.Change, TimeLimitSeconds = 600)]
    [Description("Asks the model once more and gives another answer to your question")]
    public async Task<OperationResult<ChatAnswer>> AgainAsync(
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("Id of the answer; your last one where you leave it out")] string? answer = null,
        CancellationToken cancellationToken = default)
    {
        var given = await FindAsync(clearance.Caller, answer, cancellationToken);
        // What was said before, and what is remembered, is the asker's own.
        if (given.Asker != AnswerStore.KeyOf(clearance.Caller))
            throw new OperationException("Only whoever asked may have it answered again; ask with /chat for an answer of your own.");
        return await desk.AnswerAsync(
            clearance, new ChatQuestion(given.Question, given.Wanted.Length == 0 ? null : given.Wanted, given.Files) { Again = true }, progress, cancellationToken);
    }

    [Operation("chat.rate", Slash = "answer rate", Effect = OperationEffect.Change, Private = true)]
    [Description("Says that an answer was good or bad; the cache and the choice of models learn from it")]
    public async Task<OperationResult<AnswerRated>> RateAsync(
        Clearance clearance,
        [Description("true for 👍, false for 👎")] bool good,
        [Description("Id of the answer; your last one where you leave it out")] string? answer = null,
        CancellationToken cancellationToken = default)
    {
        var given = await FindAsync(clearance.Caller, answer, cancellationToken);
        await ratings.TakeAsync(given, clearance.Caller, good, cancellationToken);
        return OperationResult.Of(new AnswerRated(given.Id, good), new Card { Title = good ? "👍 Noted" : "👎 Noted", Severity = CardSeverity.Good, Text = $"What you think of this answer of {given.Model} is taken to heart." });
    }

    private async ValueTask<GivenAnswer> FindAsync(Caller caller, string? id, CancellationToken cancellationToken) =>
        (string.IsNullOrWhiteSpace(id) ? await store.LastAsync(caller, cancellationToken) : await store.FindAsync(id.Trim(), cancellationToken))
        ?? throw OperationException.WrongArgument(string.IsNullOrWhiteSpace(id) ? "You have asked nothing yet." : $"There is no answer '{id}' any more; they are kept for 30 days.");
}

/// <summary>What was said of an answer.</summary>
/// <param name="Answer">Which.</param>
/// <param name="Good">👍 or 👎.</param>
internal sealed record AnswerRated(string Answer, bool Good);
