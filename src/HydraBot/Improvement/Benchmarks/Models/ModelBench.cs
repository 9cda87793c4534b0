using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>Asks models by the room's own means: the same directory, order and stream that a conversation goes through, without memory.</summary>
internal sealed class ModelBench(EndpointDirectory directory, InferenceHttp http, IOptions<InferenceOptions> options, TimeProvider time) : IModelBench
{
    private readonly ModelStream _stream = new(http, time);

    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        var probes = await directory.ProbeAsync(cancellationToken);
        return probes.Any(probe => probe.Answers) ? null : ModelChoice.NobodyAnswers([.. probes.Select(probe => (probe.Endpoint, probe.Trouble!))]);
    }

    public async Task<IReadOnlyList<ModelPlace>> PlacesAsync(CancellationToken cancellationToken)
    {
        var probes = (await directory.ProbeAsync(cancellationToken)).Where(probe => probe.Answers).ToArray();
        return probes.Length == 0 ? [] : [.. ModelChoice.Of(null, probes).Select(choice => new ModelPlace(choice.Endpoint.Name, choice.Endpoint.Url, choice.Endpoint.ApiKey, choice.Model))];
    }

    public async Task<ModelTrial> AskAsync(Clearance clearance, TuningSnapshot tuned, string question, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        ChatMessage[] messages = [new(ChatRole.System, tuned.Text(InferenceTunables.Instructions)), new(ChatRole.User, question)];
        var trouble = "no endpoint answers";
        var probes = RoutePreference.Order(tuned, await directory.ProbeAsync(cancellationToken));
        foreach (var choice in probes.Any(probe => probe.Answers) ? ModelChoice.Of(null, probes) : [])
        {
            var stall = patience ?? RoutePreference.Patience(tuned, options.Value.StallTimeout);
            var reply = await _stream.AskAsync(clearance, choice, messages, [], stall, Silent.Instance, cancellationToken);
            if (reply.Text.Length > 0)
                return new ModelTrial(reply.Text, reply.Trouble, (reply.InputTokens ?? 0) + (reply.OutputTokens ?? 0), Milliseconds());
            trouble = reply.Trouble ?? trouble;
        }

        return new ModelTrial("", trouble, 0, Milliseconds());

        double Milliseconds() => time.GetElapsedTime(began).TotalMilliseconds;
    }

    public IModelBench Over(IReadOnlyList<Uri> endpoints)
    {
        var own = Options.Create(new InferenceOptions
        {
            Endpoints = [.. endpoints.Select(url => new EndpointOptions { Url = url.ToString(), Models = { "bench" } })],
            Discover = false,
            ProbeTimeout = options.Value.ProbeTimeout,
            StallTimeout = options.Value.StallTimeout,
        });
        return new ModelBench(new EndpointDirectory(own, http, time), http, own, time);
    }

    private sealed class Silent : IProgress<OperationProgress>
    {
        public static Silent Instance { get; } = new();

        public void Report(OperationProgress value)
        {
        }
    }
}
