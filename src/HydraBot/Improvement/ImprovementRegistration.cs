using HydraBot.Hosting;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Benchmarks.Recall;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;
using HydraBot.Improvement.Tunables;
using HydraBot.Improvement.Watching;

namespace HydraBot.Improvement;

/// <summary>The house's work on itself: it measures, tries, and keeps only what is shown to be better.</summary>
internal static class ImprovementRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddImprovement()
        {
            builder.AddSettings<ImprovementOptions, ImprovementOptionsValidator>(ImprovementOptions.Section, (options, section) => options.Bind(section));
            builder.AddTunables([]);
            builder.Services.AddHealthChecks();
            builder.Services
                .AddSingleton<TuningStore>()
                .AddSingleton<TuningDesk>()
                .AddSingleton<Budget>()
                .AddSingleton<SealedKey>()
                .AddSingleton<BenchmarkStore>()
                .AddSingleton<BenchmarkRunner>()
                .AddSingleton<IBenchmarkSuite, RecallSuite>()
                .AddSingleton<ProposalStore>()
                .AddSingleton<ProposalTest>()
                .AddSingleton<ProposalDesk>()
                .AddSingleton<ExperimentTurn>()
                .AddSingleton<CodeWorkshop>()
                .AddSingleton<IGuardrail, HealthGuardrail>()
                .AddSingleton<IGuardrail, FailureGuardrail>()
                .AddHostedService<ImprovementStart>()
                .AddHostedService<WatchLoop>();
            return builder
                .AddSuggestions<TunableNames>()
                .AddSuggestions<SuiteNames>()
                .AddOperations<StatusOperations>(ImprovementJson.Default)
                .AddOperations<ProposalOperations>(ImprovementJson.Default)
                .AddOperations<BenchmarkOperations>(ImprovementJson.Default);
        }
    }
}
