using HydraBot.Fleet.Compose.Care;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Deploying;
using HydraBot.Governance.Approvals;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Compose;

/// <summary>Compose files: healthchecks for everything, and containers made anew.</summary>
internal static class ComposeRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddCompose()
        {
            builder.AddSettings<ComposeOptions, ComposeOptionsValidator>(ComposeOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<DeployEngine>()
                .AddSingleton<ContainerReplacer>()
                .AddSingleton<DeployTargets>()
                .AddSingleton<ImageSource>()
                .AddSingleton<ComposeEnvironment>()
                .AddSingleton<ComposeMask>()
                .AddSingleton<ComposeProjects>()
                .AddSingleton<HealthcheckAdvisor>()
                .AddSingleton<HealthcheckProposer>()
                .AddSingleton<HealthcheckApplier>()
                .AddSingleton<IApprovalPreview, HealthcheckPreview>()
                .AddSingleton<IApprovalPreview, ComposePreview>()
                .AddSingleton<ComposePatches>()
                .AddSingleton<ComposeChecker>()
                .AddSingleton<DriftRule>()
                .AddSingleton<IComposeRule, StructureRule>()
                .AddSingleton<IComposeRule, ReferenceRule>()
                .AddSingleton<IComposeRule, Neo4jRule>()
                .AddSingleton<IComposeRule, ExposureRule>()
                .AddSingleton<IComposeRule, ImageRule>()
                .AddSingleton<IComposeRule, SecretRule>()
                .AddSingleton<IComposeRule>(services => services.GetRequiredService<DriftRule>());
            return builder
                .AddSuggestions<ProposalNames>()
                .AddOperations<HealthcheckOperations>(FleetJson.Default)
                .AddOperations<DeployOperation>(FleetJson.Default)
                .AddOperations<ComposeOperations>(FleetJson.Default);
        }
    }
}
