using HydraBot.Hosting.Schedules;
using HydraBot.Hosting.Starting;
using HydraBot.Hosting.Steps;

namespace HydraBot.Hosting;

/// <summary>What every room builds on: the clock, the paths, the version, and the end of the start and of the stop.</summary>
internal static class HouseRegistration
{
    // Docker kills ten seconds after it asked; storage needs what is left.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);

    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Registers what every room builds on.</summary>
        public IHostApplicationBuilder AddHouse()
        {
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton<ApplicationPaths>();
            builder.Services.AddSingleton<HouseUptime>();
            builder.Services.AddSingleton<Errand>().AddSingleton<StepRecord>().AddSingleton<StepRoad>();
            builder.Services.AddHostedService<ReadyLine>();
            builder.Services.AddHostedService<StartLeftovers>();
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
            return builder;
        }
    }
}
