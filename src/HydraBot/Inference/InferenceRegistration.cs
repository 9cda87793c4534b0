using HydraBot.Hosting;
using HydraBot.Hosting.Forgetting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Stops;
using HydraBot.Hosting.Threads;
using HydraBot.Hosting.Tuning;
using HydraBot.Hosting.Writing;
using HydraBot.Inference.Answers;
using HydraBot.Inference.Attachments;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Client;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Shadows;
using HydraBot.Inference.Status;
using HydraBot.Inference.Usage;
using HydraBot.Memory.Embeddings;
using HydraBot.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Inference;

/// <summary>Language models, wherever they answer.</summary>
internal static class InferenceRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddInference()
        {
            builder.AddSettings<InferenceOptions, InferenceOptionsValidator>(InferenceOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<InferenceHttp>()
                .AddSingleton<EndpointDirectory>()
                .AddHostedService<EndpointRefresh>()
                .AddSingleton<HouseModels>()
                .AddSingleton<IModelWriter, ModelWriter>()
                .AddSingleton<ModelStream>()
                .AddSingleton<ModelTalk>()
                .AddSingleton<ChatDesk>()
                .AddSingleton<AttachmentReader>()
                .AddSingleton<AnswerStore>()
                .AddSingleton<Ratings>()
                .AddHostedService(services => services.GetRequiredService<Ratings>())
                .AddSingleton<Conversations>()
                .AddSingleton<ChatThreads>()
                .AddSingleton<IThreadRoom, ChatThreadRoom>()
                .AddSingleton<IBackendProtocol, OpenAiProtocol>()
                .AddSingleton<IBackendProtocol, AnthropicProtocol>()
                .AddSingleton<BackendCaller>()
                .AddSingleton<HealthBook>()
                .AddSingleton<EndpointQueues>()
                .AddSingleton<Attempts>()
                .AddSingleton<WeakStrongPredictor>()
                .AddSingleton<Router>()
                .AddSingleton<BodyMask>()
                .AddSingleton<InferenceMetrics>()
                .AddSingleton<SemanticCache>()
                .AddSingleton<AnswerLikeness>()
                .AddSingleton<CachedAnswers>()
                .AddSingleton<IHoldsCopies, ChatCopies>()
                .AddSingleton<ShadowMetrics>()
                .AddSingleton<ShadowBook>()
                .AddSingleton<ShadowQueue>()
                .AddHostedService<ShadowAsker>()
                .AddSingleton<InferencePipeline>()
                .AddSingleton<UsageLedger>()
                .AddHostedService<LedgerWriter>()
                .AddSingleton<GatewayPasses>()
                .AddSingleton<GatewayLimits>()
                .AddSingleton<GatewayService>()
                .AddSingleton<ModelList>();

            builder.Services.TryAddSingleton<StopSignals>();
            builder.Services.TryAddSingleton(_ => WordVectors.Built());

            // A house without storage serves too, and keeps nothing.
            if (builder.Services.Any(service => service.ServiceType == typeof(Database)))
                builder.AddBriefingSource<CostBriefing>().Services.AddSingleton<UsageStore>();
            return builder
                .AddTunables(InferenceTunables.All, ChatMetrics.All)
                .AddStatusSource<EndpointStatus>()
                .AddHealth<EndpointHealth>("inference", HealthStatus.Degraded)
                .AddSuggestions<ModelNames>()
                .AddOperations<ChatOperation>(InferenceJson.Default)
                .AddOperations<ThreadOperation>(InferenceJson.Default)
                .AddOperations<AnswerOperations>(InferenceJson.Default)
                .AddOperations<GatewayOperation>(InferenceJson.Default)
                .AddOperations<StatusOperation>(InferenceJson.Default)
                .AddOperations<CacheOperations>(InferenceJson.Default);
        }
    }
}
