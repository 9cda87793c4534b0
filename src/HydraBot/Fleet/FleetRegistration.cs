using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Exec;
using HydraBot.Fleet.Host;
using HydraBot.Fleet.Lifecycle;
using HydraBot.Fleet.Logs;
using HydraBot.Fleet.Logs.Following;
using HydraBot.Fleet.Restarting;
using HydraBot.Fleet.Status;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Threads;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet;

/// <summary>The containers and the host that they run on.</summary>
internal static class FleetRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddFleet()
        {
            builder.AddSettings<FleetOptions, FleetOptionsValidator>(FleetOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton(OwnConnection)
                .AddSingleton<EngineHosts>()
                .AddSingleton<IContainerEngine>(services => services.GetRequiredService<EngineHosts>())
                .AddHostedService<EngineWatch>()
                .AddSingleton<ContainerExec>()
                .AddSingleton<VolumeArchives>()
                .AddSingleton<ContainerFinder>()
                .AddSingleton<LogReader>()
                .AddSingleton<LogFollower>()
                .AddSingleton<IThreadRoom>(services => services.GetRequiredService<LogFollower>())
                .AddHostedService(services => services.GetRequiredService<LogFollower>())
                .AddSingleton<OwnContainer>()
                .AddSingleton<RestartWatch>()
                .AddSingleton<HostReader>();
            return builder
                .AddStatusSource<HostStatus>()
                .AddStatusSource<ContainerStatus>()
                .AddHealth<EngineHealth>("docker", HealthStatus.Degraded)
                .AddSuggestions<ContainerNames>()
                .AddOperations<StatusOperation>(FleetJson.Default)
                .AddOperations<ListContainersOperation>(FleetJson.Default)
                .AddOperations<ShowContainerOperation>(FleetJson.Default)
                .AddOperations<ReadLogsOperation>(FleetJson.Default)
                .AddOperations<FollowLogOperation>(FleetJson.Default)
                .AddOperations<RestartContainerOperation>(FleetJson.Default)
                .AddOperations<StartStopOperations>(FleetJson.Default)
                .AddOperations<ExecOperation>(FleetJson.Default);
        }
    }

    /// <summary>This machine's own engine, for all that is done to it alone: volumes, disks, networks, compose files.</summary>
    private static EngineConnection OwnConnection(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<FleetOptions>>().Value;
        return new EngineConnection(
            new EngineRoute(options.OwnEngine, options.Ssh), "Start Docker, or set Fleet:Engine (Fleet__Engine) to the address of your engine.", options.ReadTimeout, services.GetRequiredService<TimeProvider>());
    }
}
