using HydraBot.Hosting.Schedules;

namespace HydraBot.Memory.Recall;

/// <summary>Writes down every few seconds what was recalled.</summary>
internal sealed partial class RecallWork(RecallNotes notes, TimeProvider time, ILogger<RecallWork> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => time.RoundsAsync(Pause, notes.WriteAsync, LogFailed, restFirst: true, stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That memories were recalled could not be noted")]
    private partial void LogFailed(Exception exception);
}
