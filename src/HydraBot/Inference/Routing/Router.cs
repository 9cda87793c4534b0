using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Resilience;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Routing;

/// <summary>Decides whom a call is for, and says why.</summary>
internal sealed class Router(EndpointDirectory directory, HealthBook health, WeakStrongPredictor predictor, IOptions<InferenceOptions> options)
{
    /// <summary>What a program writes as the model when it leaves the choice to the house; a policy may follow after a slash.</summary>
    public const string House = "hydra";

    /// <summary>An answer of ordinary length, by which speeds are compared.</summary>
    private const int OrdinaryTokens = 200;

    /// <exception cref="InferenceFaultException">Nobody answers, or nobody has the model.</exception>
    public async ValueTask<RoutePlan> PlanAsync(InferenceCall call, CancellationToken cancellationToken)
    {
        var probes = await directory.KnownAsync(cancellationToken);
        if (Plan(call, probes) is { } plan)
            return plan;

        // What is known may be older than the server that was just started.
        probes = await directory.AskAgainAsync(cancellationToken);
        return Plan(call, probes) ?? throw new InferenceFaultException(Nobody(call.Facts.Model, probes));
    }

    private RoutePlan? Plan(InferenceCall call, IReadOnlyList<EndpointProbe> probes)
    {
        var answering = probes.Where(probe => probe is { Answers: true, Models.Count: > 0 }).ToArray();
        if (answering.Length == 0)
            return null;
        var plan = PolicyOf(call.Facts.Model) is { } policy ? ByPolicy(policy, call, answering) : ByName(call.Facts.Model, answering);
        return plan is null ? null : WithCanary(plan, answering);
    }

    /// <summary>The policy that a name asks for; null when it is the name of a model.</summary>
    private RoutePolicy? PolicyOf(string name)
    {
        if (name.Length == 0 || name is "auto" || name.Equals(House, StringComparison.OrdinalIgnoreCase) || name.Equals($"{House}/auto", StringComparison.OrdinalIgnoreCase))
            return options.Value.Routing.Policy;
        if (!name.StartsWith($"{House}/", StringComparison.OrdinalIgnoreCase))
            return null;
        var policy = name[(House.Length + 1)..];
        return PolicyNames.Find(policy) ?? throw new InferenceFaultException(InferenceFault.NoModel($"There is no policy '{policy}'; allowed are {string.Join(", ", PolicyNames.All.Select(one => $"{House}/{one}"))}."));
    }

    private RoutePlan ByPolicy(RoutePolicy policy, InferenceCall call, EndpointProbe[] answering)
    {
        var choices = answering.Select(probe => new ModelChoice(probe.Endpoint, ModelChoice.DefaultOf(probe.Models, call.Kind))).ToArray();
        return policy switch
        {
            RoutePolicy.Cheapest => new RoutePlan(Healthy(choices.OrderBy(Price)), "cheapest"),
            RoutePolicy.Fastest => new RoutePlan(Healthy(choices.Zip(answering).OrderBy(pair => ExpectedMs(pair.First)).ThenBy(pair => pair.Second.Latency).Select(pair => pair.First)), "fastest"),
            RoutePolicy.LeastBusy => new RoutePlan(Healthy(choices.OrderBy(Load)), "least busy"),
            RoutePolicy.Learned => Learned(call, choices, answering),
            _ => new RoutePlan(Healthy(choices), "first in the settings"),
        };
    }

    /// <summary>The weak model where it will do, the strong one elsewhere; each stands in for the other when it does not answer.</summary>
    private RoutePlan Learned(InferenceCall call, ModelChoice[] choices, EndpointProbe[] answering)
    {
        var strong = Healthy(Find(options.Value.Routing.Strong, answering));
        var weak = Healthy(Find(options.Value.Routing.Weak, answering));
        if (strong.Length == 0 || weak.Length == 0)
            return new RoutePlan(Healthy([.. strong, .. weak, .. choices]), "learned: Inference:Routing:Weak and Strong do not both answer");
        if (predictor.Guess(QuestionText.Of(call.Body)) is not { } guess)
            return new RoutePlan([.. strong, .. weak], "learned: there is nothing to predict with, so strong");
        return new RoutePlan(guess.Strong ? [.. strong, .. weak] : [.. weak, .. strong], guess.Reason) { WeakDoes = 1 - guess.NeedsStrong };
    }

    /// <summary>Whom to ask in the shadow: one alone, since no caller waits for it; null where nobody who answers has the model.</summary>
    public async ValueTask<RoutePlan?> ShadowAsync(CancellationToken cancellationToken)
    {
        var probes = await directory.KnownAsync(cancellationToken);
        return Healthy(Find(options.Value.Routing.ShadowModel, [.. probes.Where(probe => probe.Answers)])) is [var first, ..] ? new RoutePlan([first], "shadow") : null;
    }

    /// <summary>True for the weak model of the learned policy.</summary>
    public bool IsWeak(string endpoint, string model) => options.Value.Routing.Weak is { Length: > 0 } weak
        && (weak.Equals(model, StringComparison.OrdinalIgnoreCase) || weak.Equals($"{endpoint}/{model}", StringComparison.OrdinalIgnoreCase));

    private RoutePlan? ByName(string name, EndpointProbe[] answering)
    {
        var found = Find(name, answering);
        if (found.Count == 0)
            return null;
        var fallbacks = options.Value.Routing.Fallbacks.TryGetValue(name, out var chain) ? chain.SelectMany(next => Find(next, answering)) : [];
        return new RoutePlan([.. Healthy(found), .. Healthy(fallbacks)], "as asked");
    }

    /// <summary>A model by its own name, wherever it is, or at one endpoint as <c>endpoint/model</c>.</summary>
    private static List<ModelChoice> Find(string? name, EndpointProbe[] answering)
    {
        if (string.IsNullOrEmpty(name))
            return [];
        var found = answering
            .Select(probe => (probe.Endpoint, Model: probe.Models.FirstOrDefault(model => string.Equals(model, name, StringComparison.OrdinalIgnoreCase))))
            .Where(pair => pair.Model is not null)
            .Select(pair => new ModelChoice(pair.Endpoint, pair.Model!))
            .ToList();
        if (found.Count > 0)
            return found;
        return
        [
            .. answering
                .Where(probe => name.StartsWith($"{probe.Endpoint.Name}/", StringComparison.OrdinalIgnoreCase))
                .Select(probe => (probe.Endpoint, Model: probe.Models.FirstOrDefault(model => string.Equals(model, name[(probe.Endpoint.Name.Length + 1)..], StringComparison.OrdinalIgnoreCase))))
                .Where(pair => pair.Model is not null)
                .Select(pair => new ModelChoice(pair.Endpoint, pair.Model!)),
        ];
    }

    /// <summary>A model on trial answers its share.</summary>
    private RoutePlan WithCanary(RoutePlan plan, EndpointProbe[] answering)
    {
        var routing = options.Value.Routing;
        if (routing.Canary > 0 && Random.Shared.NextDouble() < routing.Canary && Find(routing.CanaryModel, answering) is { Count: > 0 } canary)
            plan = plan with { Candidates = [.. canary, .. plan.Candidates.Except(canary)], Reason = "canary" };
        return plan;
    }

    /// <summary>Those that rest after failures come last, and only if nobody else is left.</summary>
    private ModelChoice[] Healthy(IEnumerable<ModelChoice> choices)
    {
        var all = choices.ToArray();
        return all.Length < 2 ? all : [.. all.OrderBy(choice => health.Of(choice).IsOpen)];
    }

    private static decimal Price(ModelChoice choice) => choice.Endpoint.PriceOf(choice.Model) is var price ? price.Input + price.Output : 0;

    /// <summary>One that was never asked counts as fast, so that it is tried; among these the one that listed its models first.</summary>
    private double ExpectedMs(ModelChoice choice) => health.Of(choice) is var known && known.TokensPerSecond > 0
        ? known.FirstByteMs + (OrdinaryTokens * 1000 / known.TokensPerSecond)
        : known.FirstByteMs;

    private double Load(ModelChoice choice) => (double)health.InFlight(choice.Endpoint.Name) / Math.Max(1, choice.Endpoint.Concurrent);

    private static bool MayHave(InferenceEndpoint endpoint, string model) =>
        model.StartsWith($"{endpoint.Name}/", StringComparison.OrdinalIgnoreCase) || endpoint.Models.Contains(model, StringComparer.OrdinalIgnoreCase);

    private static InferenceFault Nobody(string model, IReadOnlyList<EndpointProbe> probes)
    {
        var answering = probes.Where(probe => probe.Answers).ToArray();
        // A model whose server is away for a while is no model that does not exist: programs give up on the latter.
        var away = answering.Length == 0 ? probes : [.. probes.Where(probe => !probe.Answers && MayHave(probe.Endpoint, model))];
        return away.Count > 0 || answering.Length == 0
            ? InferenceFault.Unavailable(ModelChoice.NobodyAnswers([.. away.Select(probe => (probe.Endpoint, probe.Trouble!))]))
            : InferenceFault.NoModel($"No endpoint has a model '{model}'. There are: {ModelChoice.Names(answering)}; '{House}' leaves the choice to the house.");
    }
}
