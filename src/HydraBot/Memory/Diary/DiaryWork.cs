using HydraBot.Hosting.Schedules;

namespace HydraBot.Memory.Diary;

/// <summary>Keeps the diary up to date while the house runs.</summary>
internal sealed partial class DiaryWork(HouseDiary diary, TimeProvider time, ILogger<DiaryWork> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>The chain keeps what was not told, over a restart too; the next turn tells it.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => time.RoundsAsync(Pause, diary.CatchUpAsync, LogFailed, restFirst: false, stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the house did could not be remembered yet")]
    private partial void LogFailed(Exception exception);
}
