namespace HydraBot.Storage;

/// <summary>Opens the database before anything else starts; registered first.</summary>
internal sealed partial class StorageStart(Database database, TimeProvider time, ILogger<StorageStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        await database.OpenAsync(cancellationToken);
        var elapsed = time.GetElapsedTime(since);
        LogOpen(database.Place, (long)elapsed.TotalMilliseconds);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Place} is open, checked and up to date ({Milliseconds} ms)")]
    private partial void LogOpen(string place, long milliseconds);
}
