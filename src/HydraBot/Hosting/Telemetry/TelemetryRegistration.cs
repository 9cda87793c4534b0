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
        /// <summary>Gathers what the house counts.</summary>
        public IHostApplicationBuilder AddTelemetry()
        {
            builder.Services.AddSingleton<HouseGauges>();
            builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(RoadTelemetry.Name)).WithMetrics(metrics => metrics
                .AddMeter(RoadTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter());
            builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => metrics.AddView(OnlyOf(services.GetRequiredService<RoadTelemetry>())));
            return builder;
        }
    }

    /// <summary>Two houses in one process neither count each other's work nor lose a figure when the other goes: instruments of one name are one to whoever gathers them.</summary>
    private static Func<Instrument, MetricStreamConfiguration?> OnlyOf(RoadTelemetry own) =>
        instrument => instrument.Meter.Name == RoadTelemetry.Name && instrument.Meter != own.Meter ? MetricStreamConfiguration.Drop : null;
}
