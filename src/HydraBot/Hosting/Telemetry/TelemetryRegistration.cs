using HydraBot.Governance;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace HydraBot.Hosting.Telemetry;

/// <summary>Metrics of the road, of the runtime and of the HTTP server, ready to be scraped.</summary>
internal static class TelemetryRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Gathers what the house counts.</summary>
        public IHostApplicationBuilder AddTelemetry()
        {
            builder.Services.AddSingleton<HouseGauges>();
            builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(RoadTelemetry.Name)).WithMetrics(metrics => metrics
                .AddMeter(RoadTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter());
            return builder;
        }
    }
}
