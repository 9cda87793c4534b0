namespace HydraBot.Hosting.Starting;

/// <summary>Gives back the memory that the start used and nobody needs again: an idle house would keep it until its next collection, which may be days away.</summary>
internal sealed class StartLeftovers(TimeProvider time) : BackgroundService
{
    /// <summary>By then the doors are connected.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Settled, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }
}
