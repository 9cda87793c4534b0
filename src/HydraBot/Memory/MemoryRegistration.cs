using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Steps;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Chat;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Diary;
using HydraBot.Memory.Documents;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Exchange;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Recall;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Skills;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Vectors;
using HydraBot.Memory.Writing;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory;

/// <summary>What happened, what is true now, and how things are done.</summary>
internal static class MemoryRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddMemory()
        {
            builder.AddSettings<MemoryOptions, MemoryOptionsValidator>(MemoryOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton(_ => WordVectors.Built())
                .AddSingleton<HotIndex>()
                .AddSingleton<MemoryStore>()
                .AddSingleton<WriteGate>()
                .AddSingleton<SecretBox>()
                .AddSingleton<MemoryWriter>()
                .AddSingleton<Memories>()
                .AddSingleton<MemorySearch>()
                .AddSingleton<CoreBlocks>()
                .AddSingleton<IChatMemory, ChatMemory>()
                .AddSingleton<Forgetting>()
                .AddSingleton<RelatedFinder>()
                .AddSingleton<TimeArm>()
                .AddSingleton<HouseDiary>()
                .AddSingleton<DocumentReader>()
                .AddSingleton<SkillStore>()
                .AddSingleton<SkillCheck>()
                .AddSingleton<SkillWriter>()
                .AddSingleton<SkillRuns>()
                .AddSingleton<SkillSignal>()
                .AddSingleton<IApprovalDoor>(services => new DecisionNews(services.GetRequiredService<SkillSignal>()))
                .AddSingleton<SkillRunner>()
                .AddSingleton<SkillProposals>()
                .AddHostedService<SkillWork>()
                .AddSingleton<NightLease>()
                .AddSingleton<SessionSummaries>()
                .AddSingleton<NightWork>()
                .AddSingleton<EmbeddingEndpoint>()
                .AddSingleton<VectorIndex>()
                .AddSingleton<IVectorStore>(services => services.GetRequiredService<VectorIndex>())
                .AddSingleton<VectorShelf>()
                .AddHostedService<VectorWork>()
                .AddHostedService<MemoryStart>()
                .AddHostedService<NightSchedule>()
                .AddHostedService<DiaryWork>();
            if (builder.Configuration["Memory:Qdrant:Url"] is { Length: > 0 })
                builder.Services.AddSingleton<IVectorStore>(services => Qdrant(services.GetRequiredService<IOptions<MemoryOptions>>().Value.Qdrant));
            return builder
                .AddBriefingSource<NightBriefing>()
                .AddTunables(RetrievalTunables.All)
                .AddOperations<RememberOperations>(MemoryJson.Default)
                .AddOperations<SearchOperations>(MemoryJson.Default)
                .AddOperations<ShowOperations>(MemoryJson.Default)
                .AddOperations<ForgetOperation>(MemoryJson.Default)
                .AddOperations<CoreOperation>(MemoryJson.Default)
                .AddOperations<RelatedOperation>(MemoryJson.Default)
                .AddOperations<ConsolidateOperations>(MemoryJson.Default)
                .AddOperations<DocumentOperations>(MemoryJson.Default)
                .AddSuggestions<SkillNames>()
                .AddOperations<SkillOperations>(MemoryJson.Default)
                .AddOperations<ExchangeOperations>(MemoryJson.Default);
        }
    }

    private static QdrantStore Qdrant(QdrantOptions options)
    {
        var http = new HttpClient { BaseAddress = new Uri(options.Url!.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(10) };
        if (options.ApiKey is { Length: > 0 } key)
            http.DefaultRequestHeaders.Add("api-key", key);
        return new QdrantStore(http, options.Collection);
    }
}
