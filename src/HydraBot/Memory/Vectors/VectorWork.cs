namespace HydraBot.Memory.Vectors;

/// <summary>Keeps vectors made while the house runs.</summary>
internal sealed class VectorWork(VectorMaker maker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => maker.RunAsync(stoppingToken);
}
