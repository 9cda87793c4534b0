using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Metrics;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Forecasts;

/// <summary>Looks every hour whether something will be full, and says so before it is.</summary>
internal sealed partial class OutlookSchedule(MetricStore store, AlertDesk alerts, IOptions<MetricOptions> options, IOptions<FleetOptions> fleet, TimeProvider time, ILogger<OutlookSchedule> logger) : BackgroundService
{
    public static readonly TimeSpan Back = TimeSpan.FromDays(7), Horizon = TimeSpan.FromDays(4);

    private static readonly TimeSpan Pace = TimeSpan.FromHours(1), Soon = TimeSpan.FromDays(1);

    private const string Prefix = "outlook:";

    /// <summary>The series that an alert is about; null for one of somebody else.</summary>
    public static string? SeriesOf(Alert alert) => alert.Key.StartsWith(Prefix, StringComparison.Ordinal) ? alert.Key[Prefix.Length..] : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.Enabled ? time.RoundsAsync(Pace, LookAsync, LogFailed, restFirst: true, stoppingToken) : Task.CompletedTask;

    /// <summary>Raises an alert for each disk, memory, temperature, answer time, error rate and restart rate that will reach its limit, and clears those that will not be any more.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var series in await store.SeriesAsync(cancellationToken))
        {
            if (OutlookLimit.Of(series, fleet.Value) is not { } limit)
                continue;
            var points = await store.ReadAsync(series, MetricStep.Hours, Back, cancellationToken);
            var forecast = Forecaster.Forecast(points, limit.Value, Horizon);
            var key = KeyOf(series);
            if (forecast is { Reaches: { } at } && forecast.Outlook(now, limit.Word) is { } text)
            {
                var severity = at - now < Soon ? AlertSeverity.Critical : AlertSeverity.Warning;
                await alerts.RaiseAsync(new AlertSignal(key, "outlook", "Outlook", severity, $"`{series}` {limit.Verb}", $"{text} `/chart` shows it."), cancellationToken);
            }
            else
            {
                await alerts.ClearAsync(key, "It does not grow any more.", cancellationToken);
            }
        }
    }

    private static string KeyOf(string series) => $"{Prefix}{series}";

    [LoggerMessage(Level = LogLevel.Error, Message = "The outlook could not be told")]
    private partial void LogFailed(Exception exception);
}
