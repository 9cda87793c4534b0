using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;
using HydraBot.Voice;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Speaking;
using HydraBot.Voice.Turns;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Voice.Router;

/// <summary>
/// A sentence on its way to the gate, as the member who spoke: a command by the grammar, an answer to an open question, a vote, or else a question for the language
/// model. What changes anything is read back first.
/// </summary>
internal sealed class SpokenRouter(
    SpokenCatalog catalog,
    GovernedExecutor road,
    OperationCatalog operations,
    SpokenVotes votes,
    LaterOutcomes later,
    VoiceModels models,
    IOptions<VoiceOptions> options,
    TimeProvider time) : ITurnTaker
{
    private static readonly TimeSpan QuestionLifetime = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, OpenQuestion> _questions = new(StringComparer.Ordinal);

    private IReadOnlyList<string> WakeWords => [.. models.AskedWords, .. models.AskedWords.Select(word => word.Split(' ')[^1]).Distinct(), "hydra"];

    public async ValueTask<RecognitionContext> ExpectAsync(ulong memberId, CancellationToken cancellationToken)
    {
        var templates = await catalog.TemplatesAsync(cancellationToken);
        // While a question is open nothing but an answer is expected: the fewer phrases, the fewer mistakes.
        var grammar = Question(memberId.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not null
            ? Replies.Grammar
            : SpokenCatalog.Grammar(templates, [.. Replies.Votes, .. Replies.Stops], [.. WakeWords.Distinct()]);
        return new RecognitionContext(grammar, Hint: Hint(templates));
    }

    public void Forget(ulong memberId) => _questions.TryRemove(memberId.ToString(System.Globalization.CultureInfo.InvariantCulture), out _);

    public async Task<SpokenAnswer> AnswerAsync(IVoiceCall call, Caller speaker, Transcript said, bool recogniserIsOpen, CancellationToken cancellationToken)
    {
        var words = SpokenMatch.Normalize(said.Text, WakeWords);
        if (Question(speaker.Id) is { } question)
        {
            _questions.TryRemove(speaker.Id, out _);
            if (Replies.Read(words) is { } answer)
            {
                if (!question.TryTake())
                    return new SpokenAnswer("");
                return answer ? await question.Yes(speaker, cancellationToken) : new SpokenAnswer(SpokenPhrases.Cancelled);
            }
            // Anything else is no yes: the question is withdrawn, and the sentence stands for itself.
            question.TryTake();
        }
        if (Replies.IsStop(words))
            return new SpokenAnswer("") { Hush = true };
        if (Replies.ReadVote(words) is { } agrees)
            return await VoteAsync(call, speaker, words, agrees, cancellationToken);
        if (SpokenMatch.Find(words, await catalog.TemplatesAsync(cancellationToken)) is { } command)
            return await CommandAsync(call, speaker, command, cancellationToken);
        return await TalkAsync(speaker, said.Text, recogniserIsOpen, cancellationToken);
    }

    private Task<SpokenAnswer> CommandAsync(IVoiceCall call, Caller speaker, SpokenCommand command, CancellationToken cancellationToken)
    {
        var isHarmless = command.Operation.Effect == OperationEffect.Read && !command.IsConfusable;
        // Who may not is told at once, by the gate and into the audit chain, not asked whether they are sure; and nobody is asked twice whether everything shall stop.
        return isHarmless || command.Operation.Name == EmergencyStop.Pull || speaker.Access < command.Operation.Access
            ? RunAsync(speaker, command, confirmed: false, cancellationToken)
            : Task.FromResult(Ask(call, speaker, $"{Capital(command.Readback)}: shall I?", (caller, token) => RunAsync(caller, command, confirmed: true, token), cancellationToken));
    }

    private async Task<SpokenAnswer> RunAsync(Caller speaker, SpokenCommand command, bool confirmed, CancellationToken cancellationToken)
    {
        var request = OperationRequest.Create(command.Operation.Name, command.Json, speaker, Door.Voice, time, $"voice-{Guid.CreateVersion7(time.GetUtcNow()):N}");
        var outcome = await road.ExecuteAsync(request, null, cancellationToken);
        if (outcome is not OperationOutcome.Waiting waiting)
            return OutcomeWords.Of(request.Operation, outcome);
        var answer = OutcomeWords.Of(request.Operation, outcome) with { Later = later.Of(waiting.Approval.Id, cancellationToken) };
        // A yes to the command as it was read back is the second look that the law asks for, where it lets the asker give it; the desk decides whether it counts.
        if (!confirmed)
            return answer;
        var vote = await votes.CastAsync(waiting.Approval.Id, speaker, agrees: true, cancellationToken);
        return vote.Outcome switch
        {
            VoteOutcome.Decided => answer with { Text = "On it.", Card = null },
            VoteOutcome.NotAllowed => answer with { Text = $"That waits for an approval. {SpokenForm.Of(vote.Message)}" },
            _ => answer with { Text = vote.Message },
        };
    }

    private async Task<SpokenAnswer> VoteAsync(IVoiceCall call, Caller speaker, string words, bool agrees, CancellationToken cancellationToken)
    {
        var pending = await votes.PendingAsync(words, cancellationToken);
        return pending switch
        {
            [] => new SpokenAnswer("Nothing waits for an approval."),
            [var only] => Ask(
                call, speaker, $"{(agrees ? "Approve" : "Refuse")} {SpokenVotes.Words(only)}, asked by {only.Request.Caller.Name}?",
                async (caller, token) => Told(await votes.CastAsync(only.Id, caller, agrees, token), only, agrees, token), cancellationToken),
            _ => new SpokenAnswer($"{EnglishCount(pending.Count)} approvals wait. Say approve and which: {string.Join(", or ", pending.Take(3).Select(SpokenVotes.Words))}."),
        };
    }

    private SpokenAnswer Told(VoteResult vote, Approval approval, bool agrees, CancellationToken cancellationToken) => vote.Outcome switch
    {
        VoteOutcome.Decided => new SpokenAnswer(agrees ? "Approved." : "Refused.") { Later = agrees ? later.Of(approval.Id, cancellationToken) : null },
        _ => new SpokenAnswer(SpokenForm.Of(vote.Message)),
    };

    /// <summary>Asks, and takes the answer by voice or by ✅, whichever is first.</summary>
    private SpokenAnswer Ask(IVoiceCall call, Caller speaker, string question, Func<Caller, CancellationToken, Task<SpokenAnswer>> yes, CancellationToken cancellationToken)
    {
        var open = new OpenQuestion(question, time.GetUtcNow() + QuestionLifetime, yes);
        _questions[speaker.Id] = open;
        var card = new Card { Title = question, Severity = CardSeverity.Waiting, Text = "Say yes or no, or press.", Spoken = question };
        return new SpokenAnswer(question, new Card { Title = question, Severity = CardSeverity.Waiting }) { Expects = true, Later = ByHandAsync(call, speaker, open, card, cancellationToken) };
    }

    private async Task<SpokenAnswer?> ByHandAsync(IVoiceCall call, Caller speaker, OpenQuestion question, Card card, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(QuestionLifetime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var member = ulong.Parse(speaker.Id, System.Globalization.CultureInfo.InvariantCulture);
        var asking = call.AskAsync(card, member, either.Token);
        if (await Task.WhenAny(asking, question.Withdrawn) != asking)
            await either.CancelAsync();
        if (await asking is not { } answer || !question.TryTake())
            return null;
        _questions.TryRemove(new KeyValuePair<string, OpenQuestion>(speaker.Id, question));
        if (!answer)
            return new SpokenAnswer(SpokenPhrases.Cancelled);
        // The access may have changed since the question.
        return await call.IdentifyAsync(member, cancellationToken) is { } now ? await question.Yes(now, cancellationToken) : null;
    }

    private async Task<SpokenAnswer> TalkAsync(Caller speaker, string text, bool recogniserIsOpen, CancellationToken cancellationToken)
    {
        if (!recogniserIsOpen || !options.Value.Chat || !operations.TryFind("chat", out var chat))
            return new SpokenAnswer(SpokenPhrases.NotUnderstood);
        var arguments = new JsonObject { ["prompt"] = text };
        return await RunAsync(speaker, new SpokenCommand(chat, arguments, text), confirmed: false, cancellationToken);
    }

    private OpenQuestion? Question(string memberId)
    {
        if (!_questions.TryGetValue(memberId, out var question))
            return null;
        if (question.Until > time.GetUtcNow())
            return question;
        _questions.TryRemove(new KeyValuePair<string, OpenQuestion>(memberId, question));
        return null;
    }

    private static string Hint(IReadOnlyList<SpokenTemplate> templates) =>
        string.Join(", ", templates.SelectMany(template => template.Slots).SelectMany(slot => slot.Values.Values).Distinct().Take(40));

    private static string EnglishCount(int count) => Capital(SpokenForm.Number(count.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
