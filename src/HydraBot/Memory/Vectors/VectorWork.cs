namespace HydraBot.Memory.Vectors;

/// <summary>Keeps the vectors' shelf filled while the house runs.</summary>
internal sealed class VectorWork(VectorShelf shelf) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => shelf.RunAsync(stoppingToken);
}
