using HydraBot.Hosting;
using HydraBot.Inference.Chat;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Exchange;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Recall;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;

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
                .AddSingleton<NightLease>()
                .AddSingleton<SessionSummaries>()
                .AddSingleton<NightWork>()
                .AddHostedService<MemoryStart>()
                .AddHostedService<NightSchedule>();
            return builder
                .AddOperations<RememberOperations>(MemoryJson.Default)
                .AddOperations<SearchOperations>(MemoryJson.Default)
                .AddOperations<ShowOperations>(MemoryJson.Default)
                .AddOperations<ForgetOperation>(MemoryJson.Default)
                .AddOperations<CoreOperation>(MemoryJson.Default)
                .AddOperations<RelatedOperation>(MemoryJson.Default)
                .AddOperations<ConsolidateOperations>(MemoryJson.Default)
                .AddOperations<ExchangeOperations>(MemoryJson.Default);
        }
    }
}
