using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Board;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Disk;
using HydraBot.Fleet.Drives;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Gpus;
using HydraBot.Fleet.Healing;
using HydraBot.Fleet.Metrics;
using HydraBot.Fleet.Prometheus;
using HydraBot.Fleet.Services;
using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet;

/// <summary>What the fleet does by itself: it heals, and speaks of what is wrong. It needs the database, which looking does not.</summary>
internal static class FleetCareRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddFleetCare()
        {
            builder.AddSettings<AlertOptions, AlertOptionsValidator>(AlertOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<MetricOptions, MetricOptionsValidator>(MetricOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<BoardOptions, BoardOptionsValidator>(BoardOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<DiskOptions, DiskOptionsValidator>(DiskOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<PrometheusOptions, PrometheusOptionsValidator>(PrometheusOptions.Section, (options, section) => options.Bind(section));
            builder.Services.AddHttpClient(PrometheusClient.Client, client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout.InfiniteTimeSpan, PrometheusClient.MostBytes));
            builder.Services.AddHttpClient(AlertWebhooks.Client);
            builder.Services.AddHttpClient(GpuReader.Client);
            // Each look has a limit of its own.
            builder.Services.AddHttpClient(ServiceProbe.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
            builder.Services.AddHttpClient(ServiceProbe.Still, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
            builder.Services
                .AddSingleton<AlertStore>()
                .AddSingleton<AlertDesk>()
                .AddSingleton<AlertWebhooks>()
                .AddHostedService(services => services.GetRequiredService<AlertWebhooks>())
                .AddHostedService<AlertTeller>()
                .AddSingleton<ContainerFates>()
                .AddSingleton<HealStore>()
                .AddSingleton<Treatment>()
                .AddSingleton<HealRound>()
                .AddHostedService<FateListener>()
                .AddHostedService<HealSchedule>()
                .AddSingleton<GpuReader>()
                .AddSingleton<DriveReader>()
                .AddSingleton<DriveWatch>()
                .AddHostedService(services => services.GetRequiredService<DriveWatch>())
                .AddSingleton<MetricStore>()
                .AddSingleton<PrometheusClient>()
                .AddSingleton<PrometheusReader>()
                .AddSingleton<PrometheusPast>()
                .AddSingleton<MetricSampler>()
                .AddHostedService(services => services.GetRequiredService<MetricSampler>())
                .AddSingleton<OutlookSchedule>()
                .AddHostedService(services => services.GetRequiredService<OutlookSchedule>())
                .AddSingleton<ChartPainter>()
                .AddSingleton<IAlertPicture, OutlookPicture>()
                .AddSingleton<ServiceProbe>()
                .AddSingleton<ServiceWatch>()
                .AddHostedService(services => services.GetRequiredService<ServiceWatch>())
                .AddSingleton<EngineHttp>()
                .AddSingleton<DiskReader>()
                .AddSingleton<CleanupPlanner>()
                .AddSingleton<CleanupStore>()
                .AddSingleton<Cleaner>()
                .AddSingleton<IApprovalPreview, DiskPreview>()
                .AddHostedService<StatusBoard>();
            // A section that can never say anything is not shown.
            if (builder.Configuration[$"{PrometheusOptions.Section}:{nameof(PrometheusOptions.Url)}"] is { Length: > 0 })
                builder.AddStatusSource<PrometheusStatus>();
            return builder
                .AddStatusSource<AlertStatus>()
                .AddBriefingSource<IncidentBriefing>()
                .AddStatusSource<GpuStatus>()
                .AddStatusSource<DriveStatus>()
                .AddStatusSource<ServiceStatus>()
                .AddSuggestions<ServiceNames>()
                .AddOperations<ServiceOperations>(FleetJson.Default)
                .AddSuggestions<SeriesNames>()
                .AddOperations<ChartOperation>(FleetJson.Default)
                .AddOperations<DiskOperations>(DiskJson.Default)
                .AddOperations<HealOperation>(FleetJson.Default)
                .AddOperations<AlertOperations>(FleetJson.Default);
        }
    }
}
