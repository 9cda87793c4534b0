namespace HydraBot.Memory.Diary;

/// <summary>Keeps the diary up to date while the house runs.</summary>
internal sealed partial class DiaryWork(HouseDiary diary, TimeProvider time, ILogger<DiaryWork> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            do
            {
                await TellAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start reads on from the same place.
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        try
        {
            await diary.CatchUpAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The chain keeps what was not told; the next turn tells it.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the house did could not be remembered yet")]
    private partial void LogFailed(Exception exception);
}
