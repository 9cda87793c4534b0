using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Inference;

/// <summary>Language models, wherever they answer.</summary>
internal static class InferenceRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddInference()
        {
            builder.AddSettings<InferenceOptions, InferenceOptionsValidator>(InferenceOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<InferenceHttp>()
                .AddSingleton<EndpointDirectory>()
                .AddSingleton<ModelStream>()
                .AddSingleton<Conversations>();
            return builder
                .AddTunables(InferenceTunables.All)
                .AddStatusSource<EndpointStatus>()
                .AddHealth<EndpointHealth>("inference", HealthStatus.Degraded)
                .AddSuggestions<ModelNames>()
                .AddOperations<ChatOperation>(InferenceJson.Default);
        }
    }
}
