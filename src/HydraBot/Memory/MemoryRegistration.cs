using HydraBot.Hosting;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Recall;
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
                .AddSingleton<Forgetting>()
                .AddHostedService<MemoryStart>();
            return builder
                .AddOperations<RememberOperations>(MemoryJson.Default)
                .AddOperations<SearchOperations>(MemoryJson.Default)
                .AddOperations<ShowOperations>(MemoryJson.Default)
                .AddOperations<ForgetOperation>(MemoryJson.Default)
                .AddOperations<CoreOperation>(MemoryJson.Default);
        }
    }
}
