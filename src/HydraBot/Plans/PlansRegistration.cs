using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Steps;
using HydraBot.Plans.Morning;
using HydraBot.Plans.Operations;
using HydraBot.Plans.Reading;
using HydraBot.Plans.Stored;
using HydraBot.Plans.Working;

namespace HydraBot.Plans;

/// <summary>Work plans: an owner writes goals in the evening, and finds in the morning what became of each.</summary>
internal static class PlansRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddPlans()
        {
            builder.AddSettings<PlansOptions, PlansOptionsValidator>(PlansOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<PlanFolders>()
                .AddSingleton<PlanStore>()
                .AddSingleton<PlanReader>()
                .AddSingleton<PlanRecord>()
                .AddSingleton<PlanSignal>()
                .AddSingleton<IApprovalDoor>(services => new DecisionNews(services.GetRequiredService<PlanSignal>()))
                .AddSingleton<ItemWork>()
                .AddHostedService<PlanWork>();
            return builder
                .AddBriefingSource<PlanBriefing>()
                .AddSuggestions<PlanFiles>()
                .AddOperations<PlanOperations>(PlansJson.Default);
        }
    }
}
