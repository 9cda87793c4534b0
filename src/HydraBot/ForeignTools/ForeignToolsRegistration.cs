using HydraBot.Governance.Approvals;
using HydraBot.ForeignTools.Definitions;
using HydraBot.ForeignTools.Operations;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;

namespace HydraBot.ForeignTools;

/// <summary>Tools of MCP servers outside, for the models that talk with people of the house.</summary>
internal static class ForeignToolsRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddForeignTools()
        {
            builder.AddSettings<ForeignToolsOptions, ForeignToolsOptionsValidator>(ForeignToolsOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<PinStore>()
                .AddSingleton<ForeignServers>()
                .AddSingleton<IApprovalPreview, TrustPreview>()
                .AddSingleton<IVisitingOperations>(services => services.GetRequiredService<ForeignServers>())
                .AddHostedService<ForeignServersWork>();
            return builder
                .AddStatusSource<ForeignToolsStatus>()
                .AddSuggestions<ServerNames>()
                .AddOperations<ServerOperations>(ForeignToolsJson.Default);
        }
    }
}
