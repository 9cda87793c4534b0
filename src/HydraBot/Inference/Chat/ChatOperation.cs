using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Chat;

/// <summary>Answers a person with a language model, the first endpoint that can.</summary>
internal sealed class ChatOperation(
    EndpointDirectory directory, ModelStream stream, Conversations conversations, IEnumerable<IChatMemory> memories, IEnumerable<IChatTools> toolboxes, ITuning tuning,
    IOptions<InferenceOptions> options, SecretMask mask, TimeProvider time)
{
    private const int LongestPrompt = 32_000;

    /// <summary>How often a model may reach for tools in one answer, and for how many at once.</summary>
    private const int MostRounds = 6, MostCalls = 8;

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
        var (choice, reply) = await AskAsync(clearance, model, Messages(tuned, before, recalled, question), tuned, progress, cancellationToken);
        tuning.Observe(unit, "chat.complete", reply.Trouble is null ? 1 : 0);
        tuning.Observe(unit, "chat.seconds", time.GetElapsedTime(began).TotalSeconds);
        var turn = new Turn(question, reply.Text);
        await conversations.RememberAsync(clearance.Caller, before, turn, cancellationToken);
        foreach (var memory in memories)
            await memory.KeepAsync(clearance, turn, cancellationToken);
        var answer = new ChatAnswer(
            reply.Text, reply.Trouble is null, reply.Trouble, choice.Model, choice.Endpoint.Name,
            reply.InputTokens, reply.OutputTokens, (long)time.GetElapsedTime(began).TotalMilliseconds);
        return OperationResult.Of(answer, Draw(answer));
    }

    /// <summary>Asks one after the other until one begins to answer: from its first word on, an answer is kept.</summary>
    private async Task<(ModelChoice Choice, ModelReply Reply)> AskAsync(
        Clearance clearance, string? model, IReadOnlyList<ChatMessage> messages, TuningSnapshot tuned, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var probes = RoutePreference.Order(tuned, await directory.ProbeAsync(cancellationToken));
        var tried = probes.Where(probe => !probe.Answers).Select(probe => (probe.Endpoint, probe.Trouble!)).ToList();
        foreach (var choice in ModelChoice.Of(model, probes))
        {
            var reply = await TalkAsync(clearance, choice, messages, RoutePreference.Patience(tuned, options.Value.StallTimeout), progress, cancellationToken);
            if (reply.Text.Length > 0)
                return (choice, reply);
            tried.Add((choice.Endpoint, $"{choice.Model}: {reply.Trouble}"));
        }

        throw new OperationException(mask.Apply(ModelChoice.NobodyAnswers(tried)));
    }

    /// <summary>Goes on while the model reaches for tools, a few times at most; a model that takes none is asked without.</summary>
    private async Task<ModelReply> TalkAsync(
        Clearance clearance, ModelChoice choice, IReadOnlyList<ChatMessage> messages, TimeSpan patience, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var toolbox = toolboxes.FirstOrDefault();
        var said = new List<ChatMessage>(messages);
        var (input, output) = (0L, 0L);
        for (var round = 0; ; round++)
        {
            IReadOnlyList<AITool> tools = toolbox is not null && round < MostRounds ? toolbox.For(clearance) : [];
            var reply = await stream.AskAsync(clearance, choice, said, tools, patience, progress, cancellationToken);
            if (tools.Count > 0 && round == 0 && reply is { Text.Length: 0, Calls.Count: 0, Trouble: not null })
                reply = await stream.AskAsync(clearance, choice, said, [], patience, progress, cancellationToken);
            (input, output) = (input + (reply.InputTokens ?? 0), output + (reply.OutputTokens ?? 0));
            if (reply.Calls.Count == 0 || toolbox is null)
                return reply with { InputTokens = input > 0 ? input : reply.InputTokens, OutputTokens = output > 0 ? output : reply.OutputTokens };

            said.Add(new ChatMessage(ChatRole.Assistant, [.. reply.Calls]));
            foreach (var call in reply.Calls.Take(MostCalls))
            {
                progress.Report(new OperationProgress($"🔧 {call.Name.Replace('_', ' ')} …"));
                said.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, await toolbox.RunAsync(clearance, call, cancellationToken))]));
            }

            foreach (var call in reply.Calls.Skip(MostCalls))
                said.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, $"At most {MostCalls} tools are used at once.")]));
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
        var tokens = answer.OutputTokens is { } written ? $" · {written} tokens" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Model} · {answer.Endpoint}{tokens} · {answer.DurationMs / 1000.0:0.0} s");
    }
}
