using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Client;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>Answers a person with a language model.</summary>
internal sealed class ChatOperation(ModelTalk talk, Conversations conversations, IEnumerable<IChatMemory> memories, ITuning tuning, SecretMask mask, TimeProvider time)
{
    private const int LongestPrompt = 32_000;

    [Operation("chat", Toolset = "inference", Slash = "chat", Message = "Ask Hydra", Effect = OperationEffect.Change, TimeLimitSeconds = 600)]
    [Description("Talks with a language model")]
    public async Task<OperationResult<ChatAnswer>> ChatAsync(
        [Description("What you want to say"), MinLength(1), MaxLength(LongestPrompt)] string prompt,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("The model; the first one where you leave it out"), Suggest<ModelNames>] string? model = null,
        [Description("Forgets what was said before")] bool fresh = false,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(prompt) || prompt.Length > LongestPrompt)
            throw new OperationException($"'prompt' has 1 to {LongestPrompt} characters that are not all spaces; this one has {prompt.Length}.");

        var began = time.GetTimestamp();
        var question = mask.Apply(prompt);
        var before = fresh ? [] : await conversations.OfAsync(clearance.Caller, cancellationToken);
        var (unit, recalled) = (clearance.RequestId.ToString("N"), await RecallAsync(clearance, question, cancellationToken));
        var tuned = tuning.For(unit);
        var reply = await AskAsync(clearance, Terms(clearance, model, tuned), Messages(tuned, before, recalled, question), progress, cancellationToken);
        tuning.Observe(unit, "chat.complete", reply.Trouble is null ? 1 : 0);
        tuning.Observe(unit, "chat.seconds", time.GetElapsedTime(began).TotalSeconds);
        var turn = new Turn(question, reply.Text);
        await conversations.RememberAsync(clearance.Caller, before, turn, cancellationToken);
        foreach (var memory in memories)
            await memory.KeepAsync(clearance, turn, cancellationToken);
        var answer = new ChatAnswer(
            reply.Text, reply.Trouble is null, reply.Trouble, reply.Report.Model, reply.Report.Endpoint,
            reply.Tokens.Input, reply.Tokens.Output, (long)time.GetElapsedTime(began).TotalMilliseconds)
        {
            Cost = reply.Cost,
            Cache = reply.Report.Cache,
            Route = reply.Report.Route,
        };
        return OperationResult.Of(answer, Draw(answer));
    }

    private static ModelTerms Terms(Clearance clearance, string? model, TuningSnapshot tuned) => new()
    {
        Model = string.IsNullOrWhiteSpace(model) ? InferenceTunables.House(tuned) : model.Trim(),
        Priority = ModelTerms.PriorityOf(clearance.Caller),
        Cache = CacheUse.Allowed,
        Patience = InferenceTunables.Patience(tuned),
    };

    /// <summary>What a backend says of its failure may hold a key.</summary>
    private async Task<TalkResult> AskAsync(
        Clearance clearance, ModelTerms terms, IReadOnlyList<ChatMessage> messages, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await talk.AnswerAsync(clearance, terms, messages, progress, cancellationToken);
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

    private static List<ChatMessage> Messages(TuningSnapshot tuned, IReadOnlyList<Turn> before, IReadOnlyList<string> recalled, string question) =>
    [
        new(ChatRole.System, tuned.Text(InferenceTunables.Instructions)),
        .. recalled.Select(text => new ChatMessage(ChatRole.User, text)),
        .. before.SelectMany(turn => new ChatMessage[] { new(ChatRole.User, turn.Prompt), new(ChatRole.Assistant, turn.Answer) }),
        new(ChatRole.User, question),
    ];

    private static Card Draw(ChatAnswer answer) => new()
    {
        Title = "Answer",
        Severity = answer.Complete ? CardSeverity.Neutral : CardSeverity.Warning,
        Text = answer.Complete ? answer.Text : $"{answer.Text}\n\n⚠️ The answer broke off: {answer.Trouble}.",
        Footer = Footer(answer),
        Spoken = answer.Text,
        Plain = true,
    };

    private static string Footer(ChatAnswer answer)
    {
        var cost = answer.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $" · ${answer.Cost:0.####}") : "";
        var cached = answer.Cache is "exact" or "similar" ? " · from the cache" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Model} · {answer.Endpoint} · {answer.InputTokens} + {answer.OutputTokens} tokens{cost}{cached} · {answer.DurationMs / 1000.0:0.0} s");
    }
}
