using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Steps;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Chat;
using HydraBot.Memory.Archive;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Diary;
using HydraBot.Memory.Documents;
using HydraBot.Memory.Documents.Pages;
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
using HydraBot.Memory.Truth;
using HydraBot.Memory.Vectors;
using HydraBot.Memory.Writing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
                .AddSingleton<ProposedMemories>()
                .AddSingleton<SecretBox>()
                .AddSingleton<MemoryWriter>()
                .AddSingleton<Memories>()
                .AddSingleton<ArchiveRows>()
                .AddSingleton<ArchiveArm>()
                .AddSingleton<MemorySearch>()
                .AddSingleton<SearchFeedback>()
                .AddSingleton<RecallNotes>()
                .AddHostedService<RecallWork>()
                .AddSingleton<CoreBlocks>()
                .AddSingleton<IChatMemory, ChatMemory>()
                .AddSingleton<Forgetting>()
                .AddSingleton<RelatedFinder>()
                .AddSingleton<SqlGraph>()
                .AddSingleton<Neo4jServer>()
                .AddSingleton<Neo4jGraph>()
                .AddHostedService<GraphWork>()
                .AddSingleton<TimeArm>()
                .AddSingleton<HouseDiary>()
                .AddSingleton<IncidentNotes>()
                .AddSingleton<INoticeBoard>(services => services.GetRequiredService<IncidentNotes>())
                .AddSingleton<DocumentReader>()
                .AddSingleton<PageConnection>()
                .AddSingleton<PageReader>()
                .AddSingleton<PageDocuments>()
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
                .AddSingleton<Promotions>()
                .AddSingleton<SessionSummaries>()
                .AddSingleton<CoreLines>()
                .AddSingleton<DisputeReader>()
                .AddSingleton<Disputes>()
                .AddSingleton<NightWork>()
                .AddSingleton<QdrantCollections>()
                .AddSingleton<EmbeddingRows>()
                .AddSingleton<VectorShelf>()
                .AddSingleton<VectorMaker>()
                .AddHostedService<VectorWork>()
                .AddHostedService<MemoryStart>()
                .AddHostedService<NightSchedule>()
                .AddHostedService<DiaryWork>()
                .AddHostedService<IncidentWork>();
            builder.Services.AddHttpClient(PageConnection.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredService<PageConnection>().Handler());
            return builder
                .AddBriefingSource<NightBriefing>()
                .AddStatusSource<MemoryStatus>()
                .AddHealth<MemoryStatus>("memory", HealthStatus.Degraded)
                .AddTunables(RetrievalTunables.All, SearchFeedback.Metrics)
                .AddOperations<RememberOperations>(MemoryJson.Default)
                .AddOperations<SearchOperations>(MemoryJson.Default)
                .AddOperations<ShowOperations>(MemoryJson.Default)
                .AddOperations<ForgetOperation>(MemoryJson.Default)
                .AddOperations<CoreOperation>(MemoryJson.Default)
                .AddOperations<RelatedOperation>(MemoryJson.Default)
                .AddOperations<ConsolidateOperations>(MemoryJson.Default)
                .AddOperations<DisputeOperations>(MemoryJson.Default)
                .AddOperations<DocumentOperations>(MemoryJson.Default)
                .AddSuggestions<SkillNames>()
                .AddOperations<SkillOperations>(MemoryJson.Default)
                .AddOperations<ExchangeOperations>(MemoryJson.Default);
        }
    }
}
