using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Workshops.ComfyUI;
using HydraBot.Workshops.Crews;
using HydraBot.Workshops.Letta;
using HydraBot.Workshops.N8n;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Workshops;

/// <summary>Programs beside the house: pictures, workflows, agents, crews.</summary>
internal static class WorkshopsRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddWorkshops()
        {
            builder.AddSettings<WorkshopsOptions, WorkshopsOptionsValidator>(WorkshopsOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<ComfyUIWorkshop>()
                .AddSingleton<N8nWorkshop>()
                .AddSingleton<LettaWorkshop>()
                .AddSingleton<CrewsWorkshop>()
                .AddSingleton<IWorkshop>(services => services.GetRequiredService<ComfyUIWorkshop>())
                .AddSingleton<IWorkshop>(services => services.GetRequiredService<N8nWorkshop>())
                .AddSingleton<IWorkshop>(services => services.GetRequiredService<LettaWorkshop>())
                .AddSingleton<IWorkshop>(services => services.GetRequiredService<CrewsWorkshop>())
                .AddSingleton<WorkshopRounds>()
                .AddSingleton<CrewQuestions>()
                .AddSingleton<IApprovalDoor>(services => services.GetRequiredService<CrewQuestions>());
            return builder
                .AddStatusSource<WorkshopsStatus>()
                .AddHealth<WorkshopsHealth>("workshops", HealthStatus.Degraded)
                .AddSuggestions<ComfyUITemplates>()
                .AddSuggestions<N8nWorkflowNames>()
                .AddSuggestions<LettaAgentNames>()
                .AddSuggestions<CrewNames>()
                .AddOperations<ComfyUIOperations>(WorkshopsJson.Default)
                .AddOperations<N8nOperations>(WorkshopsJson.Default)
                .AddOperations<LettaOperations>(WorkshopsJson.Default)
                .AddOperations<CrewsOperations>(WorkshopsJson.Default);
        }
    }
}
