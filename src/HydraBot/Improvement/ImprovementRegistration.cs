using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Benchmarks.Recall;
using HydraBot.Improvement.Benchmarks.Recovery;
using HydraBot.Improvement.Benchmarks.Tasks;
using HydraBot.Improvement.Benchmarks.Tools;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Search;
using HydraBot.Improvement.Speed;
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
                .AddSingleton<IModelBench, ModelBench>()
                .AddSingleton<EndpointTrial>()
                .AddSingleton<SpeedHttp>()
                .AddSingleton<ISpeedControl, TabbyControl>()
                .AddSingleton<ISpeedControl, ContainerControl>()
                .AddSingleton<SpeedProbe>()
                .AddSingleton<SpeedSearch>()
                .AddSingleton<SpeedStore>()
                .AddSingleton<IApprovalPreview, SpeedPreview>()
                .AddSingleton<IApprovalPreview, ProposalPreview>()
                .AddSingleton<IBenchmarkSuite, RecallSuite>()
                .AddSingleton<IBenchmarkSuite, TaskSuite>()
                .AddSingleton<IBenchmarkSuite, LatencySuite>()
                .AddSingleton<IBenchmarkSuite, RoutingSuite>()
                .AddSingleton<IBenchmarkSuite, ToolSuite>()
                .AddSingleton<IBenchmarkSuite, RecoverySuite>()
                .AddSingleton<IBenchmarkSuite, CostSuite>()
                .AddSingleton<ProposalStore>()
                .AddSingleton<ProposalTest>()
                .AddSingleton<ProposalDesk>()
                .AddSingleton<ExperimentTurn>()
                .AddSingleton<BuildContainer>()
                .AddSingleton<Releases>()
                .AddSingleton<CodeWorkshop>()
                .AddSingleton<CodeRelease>()
                .AddSingleton<Watchdog>()
                .AddSingleton<IGuardrail, HealthGuardrail>()
                .AddSingleton<IGuardrail, FailureGuardrail>()
                .AddHostedService<ImprovementStart>()
                .AddSingleton<ArchiveSearch>()
                .AddSingleton<ModelProposer>()
                .AddSingleton<SourceSelection>()
                .AddSingleton<PatchProposer>()
                .AddSingleton<Experiments.Experiments>()
                .AddHostedService<Experiments.ExperimentLoop>()
                .AddHostedService<ReleaseRecovery>()
                .AddHostedService<WatchdogTie>()
                .AddHostedService<WatchLoop>()
                .AddHostedService<SearchSchedule>();
            return builder
                .AddBriefingSource<BenchmarkBriefing>()
                .AddSuggestions<TunableNames>()
                .AddSuggestions<SuiteNames>()
                .AddSuggestions<MetricNames>()
                .AddSuggestions<TunedEndpoints>()
                .AddOperations<StatusOperations>(ImprovementJson.Default)
                .AddOperations<ProposalOperations>(ImprovementJson.Default)
                .AddOperations<ExperimentOperations>(ImprovementJson.Default)
                .AddOperations<SearchOperations>(ImprovementJson.Default)
                .AddOperations<SuggestOperation>(ImprovementJson.Default)
                .AddOperations<SpeedOperations>(ImprovementJson.Default)
                .AddOperations<BenchmarkOperations>(ImprovementJson.Default);
        }
    }
}
