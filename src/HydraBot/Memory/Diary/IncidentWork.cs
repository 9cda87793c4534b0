namespace HydraBot.Memory.Diary;

/// <summary>Remembers incidents while the house runs.</summary>
internal sealed partial class IncidentWork(IncidentNotes notes, ILogger<IncidentWork> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await notes.WriteAsync(LogFailed, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not written by now was told to people all the same.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An incident could not be remembered")]
    private partial void LogFailed(Exception exception);
}
