using System.Globalization;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Configuration;
using Serilog.Formatting.Compact;

namespace HydraBot.Hosting.Logging;

/// <summary>Logs: the console for people, compact JSON in files for everything else, no secret in either.</summary>
internal static class LogRegistration
{
    private const string ForPeople = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Writes every <see cref="ILogger"/> event through Serilog.</summary>
        public IHostApplicationBuilder AddLogs()
        {
            builder.AddSettings<LogOptions, LogOptionsValidator>(LogOptions.Section, (options, section) => options.Bind(section));
            builder.Services.AddSerilog((services, logs) => Configure(
                logs,
                services.GetRequiredService<IOptions<LogOptions>>().Value,
                services.GetRequiredService<ApplicationPaths>(),
                services.GetRequiredService<SecretMask>()), preserveStaticLogger: true);
            return builder;
        }
    }

    private static void Configure(LoggerConfiguration logs, LogOptions options, ApplicationPaths paths, SecretMask mask)
    {
        logs.MinimumLevel.Is(options.MinimumLevel.Default).Enrich.FromLogContext();
        foreach (var (source, level) in options.MinimumLevel.Override)
            logs.MinimumLevel.Override(source, level);

        // What stops the start is said on one line at the end; the framework's stack of it would bury that line.
        logs.Filter.ByExcluding(entry => StartFailure.Lines(entry.Exception) is not null || PortFailure.Is(entry.Exception));
        logs.WriteTo.Sink(LoggerSinkConfiguration.Wrap(sink => new MaskingSink(sink, mask), sinks =>
        {
            sinks.Console(outputTemplate: ForPeople, formatProvider: CultureInfo.InvariantCulture);
            if (options.File.Enabled)
            {
                sinks.File(
                    new RenderedCompactJsonFormatter(),
                    Path.Combine(paths.Logs, "hydrabot-.jsonl"),
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    fileSizeLimitBytes: options.File.SizeLimitMb * 1024L * 1024,
                    retainedFileCountLimit: options.File.Retained);
            }
        }));
    }
}
