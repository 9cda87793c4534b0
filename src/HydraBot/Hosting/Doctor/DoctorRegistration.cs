using HydraBot.Doors.Http;
using HydraBot.Fleet.Engine;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Doctor;

/// <summary>What the doctor looks at, in order.</summary>
internal static class DoctorRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddDoctor()
        {
            builder.Services
                .AddSingleton<DoctorVerb>()
                .AddSingleton<HealthVerb>()
                .AddSingleton<IExamination, SettingsExamination>()
                .AddSingleton<IExamination, StorageExamination>()
                .AddSingleton<IExamination, LawExamination>()
                .AddSingleton<IExamination>(services => new AddressExamination(
                    "API", "Api:Url", services.GetRequiredService<IOptions<HttpDoorOptions>>().Value.Url, "/health"))
                .AddSingleton<IExamination, KeysExamination>()
                .AddSingleton<IExamination, DiscordExamination>()
                .AddSingleton<IExamination>(services => new HealthExamination(
                    "Docker", ActivatorUtilities.CreateInstance<EngineHealth>(services),
                    "Install Docker (Debian: apt-get install docker.io) and let this user into the group docker, or set Fleet:Engine."))
                .AddSingleton<IExamination, SandboxExamination>()
                .AddSingleton<IExamination>(services => new ModelsExamination(
                    services.GetRequiredService<EndpointDirectory>(), ActivatorUtilities.CreateInstance<EndpointHealth>(services)))
                .AddSingleton<IExamination, VoiceExamination>()
                .AddSingleton<IExamination>(new ProgramExamination("git", "/repository, and no patch of its own code", "Install it (Debian: apt-get install git)."))
                .AddSingleton<IExamination>(new ProgramExamination(
                    "claude", "/claude start; sessions elsewhere reach it by their hooks", "Install Claude Code: npm install -g @anthropic-ai/claude-code."));
            return builder;
        }
    }
}
