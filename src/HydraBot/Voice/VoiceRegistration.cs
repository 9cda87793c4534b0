using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Listening;
using HydraBot.Voice.Metrics;
using HydraBot.Voice.Operations;
using HydraBot.Voice.Privacy;
using HydraBot.Voice.Speaking;

namespace HydraBot.Voice;

/// <summary>Hearing, understanding and speaking. Nothing of it is loaded before somebody asks it into a channel.</summary>
internal static class VoiceRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddVoice()
        {
            builder.AddSettings<VoiceOptions, VoiceOptionsValidator>(VoiceOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<VoiceModels>()
                .AddSingleton<VoiceEngines>()
                .AddSingleton<VoiceMetrics>()
                .AddSingleton<OptOuts>()
                .AddSingleton<Turn>()
                .AddSingleton<FetchModelsVerb>()
                .AddSingleton<VoiceRoom>()
                .AddHostedService(services => services.GetRequiredService<VoiceRoom>())
                .AddSingleton<INoticeBoard, VoiceNotices>();
            return builder
                .AddSuggestions<VoiceChannelNames>()
                .AddOperations<CallOperations>(VoiceJson.Default)
                .AddOperations<PrivacyOperations>(VoiceJson.Default);
        }
    }
}
