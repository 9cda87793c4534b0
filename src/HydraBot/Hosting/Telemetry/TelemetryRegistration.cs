using System.Diagnostics;
using System.Diagnostics.Metrics;
using HydraBot.Governance;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace HydraBot.Hosting.Telemetry;

/// <summary>Metrics of the road, of the runtime and of the HTTP server, ready to be scraped.</summary>
internal static class TelemetryRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Registers the one meter and the one activity source of the house, and gathers the metrics.</summary>
        public IHostApplicationBuilder AddTelemetry()
        {
            builder.Services.AddMetrics();
            builder.Services.AddSingleton(services => services.GetRequiredService<IMeterFactory>().Create(RoadTelemetry.Name));
            builder.Services.AddSingleton(_ => new ActivitySource(RoadTelemetry.Name));
            builder.Services.AddSingleton<RoadTelemetry>();
            builder.Services.AddSingleton<HouseGauges>();
            builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(RoadTelemetry.Name)).WithMetrics(metrics => metrics
                .AddMeter(RoadTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter());
            return builder;
        }
    }
}
