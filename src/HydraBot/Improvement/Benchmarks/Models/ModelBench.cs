using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Budgets;
using HydraBot.Inference;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Client;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>Asks models by the house's own way, as a conversation does, without memory and without the cache, behind everybody who waits.</summary>
internal sealed class ModelBench(HouseModels models, EndpointDirectory directory, ModelStream stream, InferenceHttp http, Budget budget, IOptions<InferenceOptions> options, TimeProvider time) : IModelBench
{
    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        var probes = await directory.ProbeAsync(cancellationToken);
        return probes.Any(probe => probe.Answers) ? null : ModelChoice.NobodyAnswers([.. probes.Select(probe => (probe.Endpoint, probe.Trouble!))]);
    }

    public async Task<IReadOnlyList<ModelPlace>> PlacesAsync(CancellationToken cancellationToken)
    {
        var probes = (await directory.ProbeAsync(cancellationToken)).Where(probe => probe.Answers).ToArray();
        return probes.Length == 0 ? [] : [.. ModelChoice.Of(null, probes).Select(choice => new ModelPlace(choice.Endpoint.Name, choice.Endpoint.Url, choice.Endpoint.ApiKey, choice.Model) { Price = choice.Endpoint.PriceOf(choice.Model).Output })];
    }

    public async Task<ModelTrial> AskAsync(Clearance clearance, TuningSnapshot tuned, string question, IChatTools? tools, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        ChatMessage[] messages = [new(ChatRole.System, tuned.Text(InferenceTunables.Instructions)), new(ChatRole.User, question)];
        var terms = new ModelTerms { Model = InferenceTunables.House(tuned), Patience = patience ?? InferenceTunables.Patience(tuned) };
        if (tools is not null)
            return await TalkAsync(clearance, terms, messages, tools, cancellationToken);
        using var client = models.For(clearance, terms);
        var reply = await stream.AskAsync(client, messages, [], Unheard.Instance, CancellationToken.None, cancellationToken);
        return Trial(began, reply.Text, reply.Trouble, reply.Report.Tokens.Total, reply.Report.Cost);
    }

    /// <summary>The whole way of a conversation: the model may reach for tools, several times.</summary>
    private async Task<ModelTrial> TalkAsync(Clearance clearance, ModelTerms terms, IReadOnlyList<ChatMessage> messages, IChatTools tools, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var answer = await new ModelTalk(models, stream, directory, [tools]).AnswerAsync(clearance, terms, messages, Unheard.Instance, CancellationToken.None, cancellationToken);
            return Trial(began, answer.Text, answer.Trouble, answer.Tokens.Total, answer.Cost);
        }
        catch (OperationException nobody)
        {
            return Trial(began, "", nobody.Message, 0, 0);
        }
    }

    private ModelTrial Trial(long began, string text, string? trouble, long tokens, decimal charged)
    {
        var took = time.GetElapsedTime(began).TotalMilliseconds;
        return new ModelTrial(text, trouble, took, budget.OfAnswer(took, tokens, charged));
    }

    public IModelBench Over(IReadOnlyList<Uri> endpoints)
    {
        var own = Options.Create(new InferenceOptions
        {
            Endpoints = [.. endpoints.Select((url, index) => new EndpointOptions { Name = $"bench-{index}", Url = url.ToString(), Models = { "bench" } })],
            Discover = false,
            ProbeTimeout = options.Value.ProbeTimeout,
            StallTimeout = options.Value.StallTimeout,
        });
        var over = new EndpointDirectory(own, http, time);
        return new ModelBench(models.Over(own, over), over, stream, http, budget, own, time);
    }
}
