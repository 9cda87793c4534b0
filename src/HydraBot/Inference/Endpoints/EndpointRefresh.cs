namespace HydraBot.Inference.Endpoints;

/// <summary>Asks the endpoints again when what is known of them has grown old, so that no request waits for it.</summary>
internal sealed class EndpointRefresh(EndpointDirectory directory) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in directory.Stale.ReadAllAsync(stoppingToken))
                await directory.ProbeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The house stops.
        }
    }
}
