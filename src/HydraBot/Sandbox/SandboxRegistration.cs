using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.History;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Languages;
using HydraBot.Sandbox.Pool;
using HydraBot.Sandbox.Queue;
using HydraBot.Sandbox.Running;
using HydraBot.Sandbox.Status;
using HydraBot.Sandbox.Upkeep;

namespace HydraBot.Sandbox;

/// <summary>Where programs of people, of models and of the house itself run, and nowhere else.</summary>
internal static class SandboxRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddSandbox()
        {
            builder.AddSettings<SandboxOptions, SandboxOptionsValidator>(SandboxOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<SandboxAssets>()
                .AddSingleton<LanguageTable>()
                .AddSingleton<Recipe>()
                .AddSingleton<SandboxImage>()
                .AddSingleton<ImageBuilder>()
                .AddSingleton<BuildImageVerb>()
                .AddSingleton<HouseMark>()
                .AddSingleton<LiveWorkers>()
                .AddSingleton<SandboxEngine>()
                .AddSingleton<Ground>()
                .AddSingleton<JobRunner>()
                .AddSingleton<IsolationTest>()
                .AddSingleton<IsolationGate>()
                .AddSingleton<ExecutionQueue>()
                .AddSingleton<ExecutionHistory>()
                .AddSingleton<RequestCheck>()
                .AddSingleton<SandboxRunner>()
                .AddSingleton<Reaper>()
                .AddSingleton<SandboxStatusReader>()
                .AddSingleton<WarmPool>()
                .AddHostedService(services => services.GetRequiredService<WarmPool>())
                .AddHostedService<IsolationStart>()
                .AddHostedService<ReaperTimer>();
            return builder
                .AddStatusSource<SandboxStatusSource>()
                .AddSuggestions<LanguageNames>()
                .AddOperations<RunOperation>(SandboxJson.Default)
                .AddOperations<HistoryOperation>(SandboxJson.Default)
                .AddOperations<SandboxStatusOperation>(SandboxJson.Default)
                .AddOperations<ListLanguagesOperation>(SandboxJson.Default)
                .AddOperations<TestIsolationOperation>(SandboxJson.Default)
                .AddOperations<CleanupOperation>(SandboxJson.Default);
        }
    }
}
