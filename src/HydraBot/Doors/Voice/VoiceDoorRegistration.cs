using HydraBot.Doors.Voice.Router;
using HydraBot.Governance.Approvals;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Turns;

namespace HydraBot.Doors.Voice;

/// <summary>The Voice door: spoken commands and spoken answers.</summary>
internal static class VoiceDoorRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddVoiceDoor()
        {
            builder.Services
                .AddSingleton<VoiceStates>()
                .AddSingleton<IVoiceLine, DiscordVoiceLine>()
                .AddSingleton<SpokenCatalog>()
                .AddSingleton<SpokenVotes>()
                .AddSingleton<LaterOutcomes>()
                .AddSingleton<IApprovalDoor>(services => services.GetRequiredService<LaterOutcomes>())
                .AddSingleton<ITurnTaker, SpokenRouter>();
            return builder;
        }
    }
}
