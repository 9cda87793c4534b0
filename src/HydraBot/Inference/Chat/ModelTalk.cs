using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Client;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>Goes on while the model reaches for tools, a few times at most; backends that take none are asked without.</summary>
internal sealed class ModelTalk(HouseModels models, ModelStream stream, EndpointDirectory directory, IEnumerable<IChatTools> toolboxes)
{
    /// <summary>How often a model may reach for tools in one answer, and for how many at once.</summary>
    private const int MostRounds = 6, MostCalls = 8;

    /// <exception cref="OperationException">Nobody answered; the message names every address with its reason.</exception>
    public async Task<TalkResult> AnswerAsync(
        Clearance clearance, ModelTerms terms, IReadOnlyList<ChatMessage> messages, IProgress<OperationProgress> progress, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var client = models.For(clearance, terms);
        var toolbox = toolboxes.FirstOrDefault();
        var said = new List<ChatMessage>(messages);
        var result = new TalkResult("", null, new CallReport { Status = 0 });
        for (var round = 0; ; round++)
        {
            IReadOnlyList<AITool> tools = toolbox is not null && round < MostRounds ? toolbox.For(clearance) : [];
            var reply = await stream.AskAsync(client, said, tools, progress, stop, cancellationToken);
            if (tools.Count > 0 && round == 0 && MayBeTooMuch(reply))
                reply = await stream.AskAsync(client, said, [], progress, stop, cancellationToken);
            if (round == 0 && MayBeTooMuch(reply) && said[^1].Contents.OfType<DataContent>().Any())
            {
                said[^1] = WithoutPictures(said[^1]);
                reply = await stream.AskAsync(client, said, tools, progress, stop, cancellationToken);
            }

            result = result.Plus(reply);
            if (reply.Calls.Count == 0 || toolbox is null)
                return reply.Text.Length > 0 ? result : throw new OperationException(await WhyNobodyAsync(reply, cancellationToken));

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

    /// <summary>Servers that cannot use tools, or see pictures, say 400, 415, 422, 500 or 501; silence, a wrong key and a full house have other reasons.</summary>
    private static bool MayBeTooMuch(ModelReply reply) =>
        reply is { Text.Length: 0, Calls.Count: 0 } && reply.Report.Failures.Any(failure => failure.Status is 400 or 415 or 422 or 500 or 501);

    private static ChatMessage WithoutPictures(ChatMessage message) => new(message.Role,
    [
        .. message.Contents.Where(content => content is not DataContent),
        new TextContent($"({message.Contents.OfType<DataContent>().Count()} pictures were attached, which this model does not take. Say that you cannot see them.)"),
    ]);

    private async Task<string> WhyNobodyAsync(ModelReply reply, CancellationToken cancellationToken)
    {
        if (reply.Trouble == ModelStream.Stopped)
            return "It was stopped before the first word.";
        var report = reply.Report;
        List<(InferenceEndpoint, string)> tried = [.. report.Failures.Select(failure => (failure.Choice.Endpoint, $"{failure.Choice.Model}: {failure.Trouble}"))];
        if (tried.Count == 0 && directory.Endpoints.FirstOrDefault(endpoint => endpoint.Name == report.Endpoint) is { } asked)
            tried.Add((asked, $"{report.Model}: {reply.Trouble}"));
        if (tried.Count == 0)
            return report.Trouble ?? reply.Trouble ?? "The model said nothing.";
        var silent = (await directory.GlanceAsync(cancellationToken)).Where(probe => !probe.Answers).Select(probe => (probe.Endpoint, probe.Trouble!));
        return ModelChoice.NobodyAnswers([.. silent.Concat(tried)]);
    }
}

/// <summary>An answer, and what all the calls for it took.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Trouble">Why it is not all; null when it is.</param>
/// <param name="Report">The last call's.</param>
internal sealed record TalkResult(string Text, string? Trouble, CallReport Report)
{
    public TokenCount Tokens { get; init; }

    /// <summary>US dollars.</summary>
    public decimal Cost { get; init; }

    public TalkResult Plus(ModelReply reply) => new(reply.Text, reply.Trouble, reply.Report)
    {
        Tokens = Sum(Tokens, reply.Report.Tokens),
        Cost = Cost + reply.Report.Cost,
    };

    /// <summary>What was told; estimates where nothing was told at all. The ledger has both.</summary>
    private static TokenCount Sum(TokenCount before, TokenCount more) => (before, more) switch
    {
        ({ Total: 0 }, _) => more,
        ({ Estimated: false }, { Estimated: true }) => before,
        ({ Estimated: true }, { Estimated: false }) => more,
        _ => new TokenCount(before.Input + more.Input, before.Output + more.Output, before.Estimated),
    };
}
