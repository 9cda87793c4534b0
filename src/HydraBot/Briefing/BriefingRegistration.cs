using HydraBot.Briefing.Morning;
using HydraBot.Hosting;

namespace HydraBot.Briefing;

/// <summary>The morning after: what happened, what was refused, what needs a person.</summary>
internal static class BriefingRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddBriefing()
        {
            builder.AddSettings<BriefingOptions, BriefingOptionsValidator>(BriefingOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<NightReader>()
                .AddHostedService<BriefingSchedule>();
            return builder.AddOperations<BriefingOperations>(BriefingJson.Default);
        }
    }
}
