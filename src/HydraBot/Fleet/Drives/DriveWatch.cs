using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Drives;

/// <summary>Asks the drives every few minutes, keeps what they say, and speaks up when one fails.</summary>
internal sealed partial class DriveWatch(DriveReader reader, AlertDesk alerts, MetricStore metrics, IOptions<MetricOptions> options, TimeProvider time, ILogger<DriveWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(10);

    private volatile IReadOnlyList<DriveReading> _drives = [];

    /// <summary>The drives as they were last; one that sleeps, as it was before.</summary>
    public IReadOnlyList<DriveReading> Drives => _drives;

    /// <summary>Why none can be read; null where they can, or there is nothing to read them with.</summary>
    public string? Trouble { get; private set; }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DriveReading> now;
        try
        {
            now = await reader.ReadAsync(cancellationToken);
            Trouble = null;
        }
        catch (OperationException unreadable)
        {
            Trouble = unreadable.Message;
            LogUnreadable(unreadable.Message);
            return;
        }

        foreach (var drive in now)
            await TellAsync(drive, cancellationToken);
        var values = now.SelectMany(Figures).ToArray();
        if (values.Length > 0)
            await metrics.AddAsync(values, cancellationToken);
        _drives = [.. now.Concat(_drives.Where(before => now.All(drive => drive.Device != before.Device))).OrderBy(drive => drive.Device, StringComparer.Ordinal)];
    }

    /// <summary>What is kept of a drive, by name.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Figures(DriveReading drive) =>
        new (string Name, double? Value)[] { ("temperature", drive.Temperature), ("worn", drive.Worn), ("reallocated", drive.Reallocated), ("pending", drive.Pending), ("mediaErrors", drive.MediaErrors) }
            .Where(figure => figure.Value is not null)
            .Select(figure => new KeyValuePair<string, double>($"drive/{drive.Name}/{figure.Name}", figure.Value!.Value));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.Enabled ? time.RoundsAsync(Pace, LookAsync, LogFailed, restFirst: false, stoppingToken) : Task.CompletedTask;

    private async Task TellAsync(DriveReading drive, CancellationToken cancellationToken)
    {
        var key = $"drive:{drive.Device}";
        if (drive.Troubles is { Count: > 0 } troubles)
        {
            await alerts.RaiseAsync(
                new AlertSignal(key, "drives", "Drives", drive.IsFailing ? AlertSeverity.Critical : AlertSeverity.Warning, $"Drive `{drive.Device}` {troubles[0]}", $"{drive.Model} {string.Join(", ", troubles)}. Back up what is on it, and have another one ready."),
                cancellationToken);
        }
        else
        {
            await alerts.ClearAsync(key, "It says that it is well.", cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The drives could not be looked at")]
    private partial void LogFailed(Exception exception);
}
