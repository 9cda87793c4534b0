namespace HydraBot.Memory;

/// <summary>Reads what is remembered, beside the rest of the start: whoever searches before waits.</summary>
internal sealed partial class MemoryStart(Memories memories, TimeProvider time, ILogger<MemoryStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = time.GetTimestamp();
        try
        {
            await memories.LoadAsync(stoppingToken);
            var (count, elapsed) = (memories.Count, (long)time.GetElapsedTime(since).TotalMilliseconds);
            LogLoaded(count, elapsed);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was full: the next start fills it.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} memories can be searched ({Milliseconds} ms)")]
    private partial void LogLoaded(int count, long milliseconds);
}
