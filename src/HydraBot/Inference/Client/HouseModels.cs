using HydraBot.Governance;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Shadows;
using HydraBot.Inference.Usage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Client;

/// <summary>Gives rooms their clients for language models.</summary>
internal sealed class HouseModels(GatewayService gateway, IServiceProvider services)
{
    /// <summary>A client under a clearance; it may be asked several things at once.</summary>
    public IChatClient For(Clearance clearance, ModelTerms terms)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return new PipelineChatClient(gateway, clearance, terms);
    }

    /// <summary>The same way over endpoints of one's own, for trials: what is learned of them and what they cost stays apart from the house's.</summary>
    public HouseModels Over(IOptions<InferenceOptions> options, EndpointDirectory directory)
    {
        var health = Make<HealthBook>(options);
        var caller = Make<BackendCaller>(options);
        var attempts = Make<Attempts>(caller, health, Make<EndpointQueues>(options), options);
        var ledger = Make<UsageLedger>();
        var pipeline = Make<InferencePipeline>(Make<Router>(directory, health, options), attempts, Make<CachedAnswers>(options), ledger, Make<ShadowQueue>(options));
        return new HouseModels(Make<GatewayService>(Make<GatewayLimits>(options, ledger), pipeline), services);
    }

    private T Make<T>(params object[] parts) => ActivatorUtilities.CreateInstance<T>(services, parts);
}
