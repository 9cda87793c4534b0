namespace HydraBot.Memory;

/// <summary>Fills the index from the database, beside the rest of the start: whoever searches before waits.</summary>
internal sealed partial class MemoryStart(Memories memories, TimeProvider time, ILogger<MemoryStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = time.GetTimestamp();
        try
        {
            await memories.LoadAsync(stoppingToken);
            LogLoaded(memories.Count, (long)time.GetElapsedTime(since).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was full: the next start fills it.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} memories can be searched ({Milliseconds} ms)")]
    private partial void LogLoaded(int count, long milliseconds);
}
