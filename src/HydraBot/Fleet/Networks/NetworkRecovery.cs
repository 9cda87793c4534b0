namespace HydraBot.Fleet.Networks;

/// <summary>Looks at every start whether the house ended in the middle of a plan. Nothing is done about it by itself: what has become of the containers since, a person knows.</summary>
internal sealed partial class NetworkRecovery(NetworkApplier applier, ILogger<NetworkRecovery> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await applier.TellOfCutOffAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The house works without it, and network.show tells of them all the same.
            LogFailed(exception);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start looks.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Network plans that were cut off could not be looked for")]
    private partial void LogFailed(Exception exception);
}
