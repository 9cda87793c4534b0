using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Stops;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Answers;
using HydraBot.Inference.Attachments;
using HydraBot.Inference.Client;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Routing;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>Brings a question with all that belongs to it (what was said before, memory, files) to a model, and keeps what came of it.</summary>
internal sealed class ChatDesk(
    ModelTalk talk, Conversations conversations, AttachmentReader attachments, AnswerStore answers, Router router, IEnumerable<IChatMemory> memories,
    StopSignals stops, ITuning tuning, SecretMask mask, TimeProvider time)
{
    /// <summary>Of a file's text a follow-up still knows so much.</summary>
    private const int MostRemembered = 6_000;

    public async Task<OperationResult<ChatAnswer>> AnswerAsync(Clearance clearance, ChatQuestion asked, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        using var stop = stops.Listen(clearance.RequestId);
        var began = time.GetTimestamp();
        var question = mask.Apply(asked.Prompt);
        var files = await attachments.ReadAsync(asked.Files, cancellationToken);
        var text = string.Join("\n\n", [question, .. files.Where(file => file.Text is not null).Select(file => file.Framed)]);
        var before = asked.Fresh ? [] : await conversations.OfAsync(clearance.Caller, cancellationToken);
        // The answer that is not wanted is not shown to the model either.
        if (asked.Again && before.Count > 0 && before[^1].Prompt == Remembered(question, text))
            before = [.. before.SkipLast(1)];
        var (unit, recalled) = (clearance.RequestId.ToString("N"), await RecallAsync(clearance, question, cancellationToken));
        var tuned = tuning.For(unit);
        var messages = Messages(tuned, before, recalled, text, files);
        var terms = new ModelTerms
        {
            Model = string.IsNullOrWhiteSpace(asked.Model) ? InferenceTunables.House(tuned) : asked.Model.Trim(),
            Priority = ModelTerms.PriorityOf(clearance.Caller),
            Cache = asked.Again ? CacheUse.Refresh : CacheUse.Allowed,
            Patience = InferenceTunables.Patience(tuned),
        };
        var reply = await AskAsync(clearance, terms, messages, progress, stop.Token, cancellationToken);
        Tell(unit, reply, time.GetElapsedTime(began));

        var turn = new Turn(question, reply.Text);
        await conversations.RememberAsync(clearance.Caller, before, turn with { Prompt = Remembered(question, text) }, cancellationToken);
        foreach (var memory in asked.Again ? [] : memories)
            await memory.KeepAsync(clearance, turn, cancellationToken);
        await KeepAsync(clearance, unit, question, asked, reply, cancellationToken);
        var answer = new ChatAnswer(
            reply.Text, reply.Trouble is null, reply.Trouble, reply.Report.Model, reply.Report.Endpoint,
            reply.Tokens.Input, reply.Tokens.Output, (long)time.GetElapsedTime(began).TotalMilliseconds)
        {
            Id = unit,
            Cost = reply.Cost,
            Cache = reply.Report.Cache,
            Route = reply.Report.Route,
        };
        return OperationResult.Of(answer, ChatCard.Draw(answer));
    }

    /// <summary>What thumbs say comes later, with the rating.</summary>
    private void Tell(string unit, TalkResult reply, TimeSpan took)
    {
        tuning.Observe(unit, ChatMetrics.Complete, reply.Trouble is null ? 1 : 0);
        tuning.Observe(unit, ChatMetrics.Seconds, took.TotalSeconds);
        tuning.Observe(unit, ChatMetrics.Tokens, reply.Tokens.Total);
        tuning.Observe(unit, ChatMetrics.Cost, (double)reply.Cost);
    }

    private ValueTask KeepAsync(Clearance clearance, string id, string question, ChatQuestion asked, TalkResult reply, CancellationToken cancellationToken) => answers.KeepAsync(
        new GivenAnswer(
            id, time.GetUtcNow(), AnswerStore.KeyOf(clearance.Caller), question, asked.Model ?? "", asked.Files, reply.Report.Endpoint, reply.Report.Model,
            router.IsWeak(reply.Report.Endpoint, reply.Report.Model))
        { CacheEntry = reply.Report.CacheEntry },
        clearance.Caller, cancellationToken);

    private static string Remembered(string question, string text) =>
        text.Length <= question.Length + MostRemembered ? text : $"{text[..(question.Length + MostRemembered)]}\n… (the rest of what was attached is forgotten)\n</attached-file>";

    /// <summary>What a backend says of its failure may hold a key.</summary>
    private async Task<TalkResult> AskAsync(
        Clearance clearance, ModelTerms terms, IReadOnlyList<ChatMessage> messages, IProgress<OperationProgress> progress, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            return await talk.AnswerAsync(clearance, terms, messages, progress, stop, cancellationToken);
        }
        catch (OperationException failed)
        {
            throw new OperationException(mask.Apply(failed.Message));
        }
    }

    private async Task<IReadOnlyList<string>> RecallAsync(Clearance clearance, string question, CancellationToken cancellationToken)
    {
        var recalled = new List<string>();
        foreach (var memory in memories)
        {
            if (await memory.RecallAsync(clearance, question, cancellationToken) is { } text)
                recalled.Add(text);
        }

        return recalled;
    }

    private static List<ChatMessage> Messages(TuningSnapshot tuned, IReadOnlyList<Turn> before, IReadOnlyList<string> recalled, string text, IReadOnlyList<Attachment> files) =>
    [
        new(ChatRole.System, tuned.Text(InferenceTunables.Instructions)),
        .. recalled.Select(memory => new ChatMessage(ChatRole.User, memory)),
        .. before.SelectMany(turn => new ChatMessage[] { new(ChatRole.User, turn.Prompt), new(ChatRole.Assistant, turn.Answer) }),
        new(ChatRole.User, [new TextContent(text), .. files.Where(file => file.Picture is not null).Select(file => new DataContent(file.Picture, file.MediaType) { Name = file.Name })]),
    ];
}
